import { expect, test } from "vitest";
import type { Recurrence } from "../../../generated/Recurrence";
import { clicksOf, recurrenceOf } from "./clicks";

test.each<Recurrence>([
  { every: "hours", step: 6, minute: 15 },
  { every: "days", times: ["06:30", "18:00"] },
  { every: "weekdays", days: ["monday", "friday"], times: ["07:00"] },
  { every: "month_days", days: [{ day: 1 }, "last"], times: ["02:30"] },
  { every: "cron", pattern: "30 6 * * 1-5" },
])("%o is clicked together as it was", (recurrence) => {
  expect(recurrenceOf(clicksOf(recurrence))).toEqual(recurrence);
});

test("days and times stand in the order of calendar and clock, each once, and what is still typed counts for nothing", () => {
  const clicks = clicksOf({ every: "days", times: [] });
  expect(recurrenceOf({ ...clicks, every: "weekdays", weekdays: ["sunday", "tuesday"], times: ["18:00", "", "06:30", "18:00"] })).toEqual({ every: "weekdays", days: ["tuesday", "sunday"], times: ["06:30", "18:00"] });
  expect(recurrenceOf({ ...clicks, every: "month_days", monthDays: ["last", { day: 9 }, { day: 10 }], times: ["06:30"] })).toEqual({ every: "month_days", days: [{ day: 9 }, { day: 10 }, "last"], times: ["06:30"] });
});

test("another form and back leaves what was clicked", () => {
  const clicks = clicksOf({ every: "weekdays", days: ["friday"], times: ["07:00"] });
  const there = { ...clicks, isPattern: true, pattern: " 0 6 * * * " };
  expect(recurrenceOf(there)).toEqual({ every: "cron", pattern: "0 6 * * *" });
  expect(recurrenceOf({ ...there, isPattern: false })).toEqual({ every: "weekdays", days: ["friday"], times: ["07:00"] });
});
