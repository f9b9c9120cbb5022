import { expect, test } from "vitest";
import { checkReport, inspected, opened, runReport } from "../../test/data";
import { progress } from "../../test/fake";
import { leaveOut } from "./check/edit";
import { step, type Checking, type Flow, type Step } from "./flow";

const after = (...steps: Step[]): Flow => steps.reduce(step, { at: "empty" } as Flow);
const set = inspected();
const toCheck: Step[] = [{ do: "open", opened }, { do: "inspected", opened, inspected: set }];
const checked: Step = { do: "check ended", round: 1, check: { is: "done", report: checkReport() } };

test("a slow answer about a file that was replaced changes nothing", () => {
  const other = { ...opened, ticket: "t2" };
  expect(after({ do: "open", opened: other }, { do: "inspected", opened, inspected: set })).toEqual({ at: "opening", opened: other });
});

test("a change asks for a new check, and the old one's answer comes too late", () => {
  const mapping = { ...set.mapping, name: "other" };
  const flow = after(...toCheck, { do: "map", mapping, words: "Another name" }, checked) as Checking;
  expect(flow.check).toEqual({ is: "busy", progress: null });
  expect(flow.round).toBe(2);
});

test("undo brings the earlier mapping back and checks it again", () => {
  const mapping = { ...set.mapping, name: "other" };
  const flow = after(...toCheck, checked, { do: "map", mapping, words: "Another name" }, { do: "undo" }) as Checking;
  expect(flow.mapping).toBe(set.mapping);
  expect(flow.changes.made).toEqual([]);
  expect(flow.check.is).toBe("busy");
});

test("one change is taken back by itself, and which columns are ignored follows", () => {
  const first = leaveOut(set.mapping, set, "lastname", "person.name.lastName");
  const second = leaveOut(first, set, "dob", "person.birthDate");
  const flow = after(...toCheck, { do: "map", mapping: first, words: "lastname" }, { do: "map", mapping: second, words: "dob" }, { do: "take back", change: 1 }) as Checking;
  expect(flow.changes.made.map(({ words }) => words)).toEqual(["dob"]);
  expect(flow.mapping).toEqual(leaveOut(set.mapping, set, "dob", "person.birthDate"));
  expect(flow.check.is).toBe("busy");
});

test("what was changed goes with its file", () => {
  const mapping = { ...set.mapping, name: "other" };
  const flow = after(...toCheck, { do: "map", mapping, words: "Another name" }, ...toCheck) as Checking;
  expect(flow.changes).toMatchObject({ made: [], undone: [] });
});

test("nothing to undo or to redo starts no check", () => {
  const flow = after(...toCheck, checked);
  expect(step(flow, { do: "undo" })).toBe(flow);
  expect(step(flow, { do: "redo" })).toBe(flow);
});

test("only a checked file can be confirmed, and the way back leads to the check", () => {
  expect(after(...toCheck, { do: "confirm" }).at).toBe("check");
  const flow = after(...toCheck, checked, { do: "confirm" });
  expect(flow.at).toBe("confirm");
  expect(step(flow, { do: "back" }).at).toBe("check");
});

test("a run keeps its id from its progress and ends in its report", () => {
  const running = after({ do: "run", name: "a.csv", target: null, run: null }, { do: "progress", progress: progress() });
  expect(running).toMatchObject({ at: "running", run: progress().run });
  expect(step(running, { do: "ended", report: runReport() })).toMatchObject({ at: "result" });
});

test("news about another run does not replace the result", () => {
  const result: Flow = { at: "result", report: runReport() };
  expect(step(result, { do: "ended", report: runReport({ run: "other" }) })).toBe(result);
});
