import { expect, test } from "vitest";
import type { Op } from "../../../../generated/Op";
import { canAdd, faultsOf, fresh, GROUPS, hasOrder, moved, recipeOf, stepsOf } from "./steps";

const around = { field: null, samples: ["Kerkstraat 1\nHuis", "M", "M "], hasCommas: true, zone: "Europe/Amsterdam" };
const step = (op: Op, rows?: [string, string][]) => ({ id: 0, op, ...(rows ? { rows } : {}) });

test("every operation can be added, and is either ready or says what it needs", () => {
  const names = GROUPS.flatMap((group) => group.ops);
  expect(new Set(names).size).toBe(17);
  const asking = names.filter((name) => Object.keys(faultsOf({ id: 0, ...fresh(name, around) })).length > 0);
  expect(asking).toEqual(["join", "first_of"]);
});

test("a recipe comes back from its steps as it was", () => {
  const recipe: Op[] = [{ op: "trim" }, { op: "map", values: { m: "male", v: "female" }, otherwise: "" }, { op: "split", on: "\n", take: -1 }];
  expect(recipeOf(stepsOf(recipe))).toEqual(recipe);
});

test("wrong parameters are told by their parameter", () => {
  expect(faultsOf(step({ op: "split", on: "", take: 0 }))).toEqual({ on: "fault-separator", take: "fault-piece" });
  expect(faultsOf(step({ op: "split", on: ",", take: 1.5 }))).toEqual({ take: "fault-piece" });
  expect(faultsOf(step({ op: "join", columns: [], with: "" }))).toEqual({ columns: "fault-columns" });
  expect(faultsOf(step({ op: "boolean", true: ["Ja"], false: ["ja"] }))).toEqual({ words: "fault-both" });
  const map: Op = { op: "map", values: {}, otherwise: null };
  expect(faultsOf(step(map, []))).toEqual({ rows: "fault-rows" });
  expect(faultsOf(step(map, [["m", "male"], ["M", "male"]]))).toEqual({ rows: "fault-twice" });
  expect(faultsOf(step(map, [["", "male"]]))).toEqual({ rows: "fault-blank" });
});

test("a new value map begins with the cells of the column, and with what the field accepts", () => {
  expect(fresh("map", around).rows).toEqual([["Kerkstraat 1\nHuis", "Kerkstraat 1\nHuis"], ["M", "M"]]);
  const field = { path: "person.gender", title: "", group: [], kind: "string", values: ["male", "female"], identity: null, required: false };
  expect(fresh("map", { ...around, field, samples: ["Male", "?"] }).rows).toEqual([["Male", "male"], ["?", ""]]);
});

test("steps change places, and only where a place is", () => {
  const steps = stepsOf([{ op: "trim" }, { op: "lowercase" }]);
  expect(recipeOf(moved(steps, 1, -1))).toEqual([{ op: "lowercase" }, { op: "trim" }]);
  expect(moved(steps, 1, 1)).toBe(steps);
  expect([hasOrder(steps), hasOrder(stepsOf([{ op: "trim" }, { op: "date", order: "dmy" }]))]).toEqual([true, false]);
  expect([canAdd(steps, "trim"), canAdd(steps, "sha256"), canAdd(stepsOf([{ op: "split", on: ",", take: 1 }]), "split")]).toEqual([false, true, true]);
});
