import { expect, test } from "vitest";
import type { RunReport } from "../../generated/RunReport";
import { runReport } from "../../test/data";
import { renamed, slot, slots } from "../../test/schedules";
import { entries, gapsIn } from "./entries";
import { startedBy } from "./filter";

const off = { code: "off", params: {} as Record<symbol, never> } as const;
const missed = (day: number, schedule = "s1") => slot({ schedule, local: `2026-10-${String(day).padStart(2, "0")}T06:30`, state: "missed", reason: off });
const counts = (found: ReturnType<typeof entries>) => found.map((entry) => (entry.kind === "slots" ? `${entry.slots[0]?.state ?? ""} ${entry.slots.length}` : "run"));

test("missed times in a row are one row, until the schedule runs again", () => {
  const month = Array.from({ length: 31 }, (_, index) => missed(index + 1));
  expect(counts(gapsIn(month))).toEqual(["missed 31"]);
  const between = slot({ local: "2026-10-15T12:00", ended: { status: "succeeded", sent: 1, rejected: 0 } });
  expect(counts(gapsIn([...month, between]))).toEqual(["missed 15", "missed 16"]);
});

test("another schedule does not break the row of the first, and what is held stands for itself", () => {
  expect(counts(gapsIn([missed(1), missed(1, "s2"), missed(2), missed(2, "s2")]))).toEqual(["missed 2", "missed 2"]);
  const held = [1, 2].map((day) => ({ ...missed(day), state: "held" as const }));
  expect(counts(gapsIn(held))).toEqual(["held 1", "held 1"]);
});

test("what ran, or is still to come, is no gap", () => {
  expect(counts(gapsIn(slots))).toEqual(["missed 2", "skipped 1", "held 1"]);
});

test("gaps stand among the uploads, newest first; problems are the missed and the held", () => {
  const all = entries([runReport({ started: "2026-11-21T12:00:00Z" })], gapsIn(slots), "", false);
  expect(all.map(({ kind, at }) => `${kind} ${at.slice(0, 10)}`)).toEqual(["slots 2026-11-22", "run 2026-11-21", "slots 2026-11-21", "slots 2026-11-20"]);
  expect(counts(entries([], gapsIn(slots), "", true))).toEqual(["missed 2", "held 1"]);
  expect(counts(entries([runReport()], gapsIn([renamed]), "NEWSLETTER", false))).toEqual(["held 1"]);
});

test("a run says which schedule started it", () => {
  const run: RunReport & { schedule?: string } = { ...runReport(), schedule: "Customers, daily" };
  expect(startedBy(run)).toBe("Customers, daily");
  expect(startedBy(runReport())).toBeNull();
  expect(entries([run, runReport({ run: "r2" })], [], "customers, daily", false)).toHaveLength(1);
});
