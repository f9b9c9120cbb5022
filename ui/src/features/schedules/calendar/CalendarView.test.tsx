import { parseDate, resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SlotView } from "../../../generated/SlotView";
import type { Platform } from "../../../platform";
import { fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { NOW, schedules, slot, slots, ZONE } from "../../../test/schedules";
import { CalendarView } from "./CalendarView";
import { byDay, pageOf, summary } from "./days";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

async function show(changes: Partial<Platform> = {}, locale?: string) {
  const heard = { onOpenRun: vi.fn(), onHeld: vi.fn() };
  const platform = fakePlatform(changes);
  const asked = vi.spyOn(platform, "slots");
  const shown = renderPage(<CalendarView round={schedules} {...heard} />, platform, locale);
  await waitFor(() => expect(document.querySelector("[data-slot-kind]")).toBeTruthy());
  return { ...shown, ...heard, asked, user: userEvent.setup() };
}

function day(date: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-day="${date}"]`);
  if (!found) throw new Error(`no day ${date}`);
  return found;
}

test("each day says in words what became of its runs, for eyes and for ears", async () => {
  const { container, asked } = await show();
  expect(asked).toHaveBeenCalledWith("2026-10-26", "2026-12-06");
  expect(day("2026-11-19").textContent).toBe("19Done, rows not sent");
  expect(day("2026-11-20").textContent).toBe("20Held, needs youMissed");
  expect(day("2026-11-22").textContent).toBe("22Skipped");
  expect(day("2026-11-23").textContent).toBe("23Done");
  expect(day("2026-11-24").textContent).toBe("24Planned");
  expect(day("2026-11-20").getAttribute("aria-label")).toContain("20 November 2026: Held, needs you and Missed");
  expect(screen.getByTestId("month").textContent).toBe("November 2026");
  expect(await broken(container)).toEqual([]);
});

test("a day that is chosen lists its slots, each with its run or with why there is none", async () => {
  const { user, onOpenRun, onHeld } = await show();
  const list = screen.getByTestId("day-slots");
  expect(list.textContent).toMatch(/Monday,? 23 November 2026/);
  await user.click(within(list).getByRole("link", { name: "Open this run" }));
  expect(onOpenRun).toHaveBeenCalledWith("01M85XXEZD8X3R9YYT8D2A7GG6");
  await user.click(day("2026-11-20"));
  for (const words of ["06:30Customers, dailyThe computer was off or asleep.Missed", "18:00Newsletter sign-ups“email” is now called “e-mailadres”."]) expect(list.textContent).toContain(words);
  await user.click(within(list).getByRole("link", { name: "Look at it" }));
  expect(onHeld).toHaveBeenCalledWith({ id: "s2", local: "2026-11-20T18:00" });
  await user.click(day("2026-11-17"));
  expect(list.textContent).toContain("Nothing on this day.");
});

test("arrow keys go through days and months, Enter chooses one", async () => {
  const { user, asked } = await show();
  day("2026-11-23").focus();
  await user.keyboard("{ArrowLeft}{ArrowUp}{Enter}");
  expect(screen.getByTestId("day-slots").textContent).toMatch(/Sunday,? 15 November 2026/);
  await user.keyboard("{PageDown}");
  await waitFor(() => expect(screen.getByTestId("month").textContent).toBe("December 2026"));
  expect(asked).toHaveBeenLastCalledWith("2026-11-30", "2027-01-03");
  await user.click(screen.getByTestId("month-before"));
  await user.click(screen.getByTestId("month-before"));
  expect(screen.getByTestId("month").textContent).toBe("October 2026");
  await user.click(screen.getByTestId("month-today"));
  expect(screen.getByTestId("month").textContent).toBe("November 2026");
  expect(screen.getByTestId("day-slots").textContent).toMatch(/Monday,? 23 November 2026/);
});

test("in Dutch the days and words are Dutch", async () => {
  await show({}, "nl-NL");
  expect(day("2026-11-20").textContent).toBe("20Wacht op uGemist");
  expect(screen.getByTestId("month").textContent).toBe("november 2026");
});

test("where a month cannot be had it says so", async () => {
  renderPage(<CalendarView round={schedules} onOpenRun={vi.fn()} onHeld={vi.fn()} />, fakePlatform({ slots: () => Promise.reject(new Error("no")) }));
  expect(await screen.findByTestId("trouble")).toBeTruthy();
});

test("a page of the calendar begins and ends as weeks do in the language", () => {
  expect(pageOf(parseDate("2026-11-23"), "en-GB")).toEqual({ from: "2026-10-26", until: "2026-12-06" });
  expect(pageOf(parseDate("2026-11-23"), "en-US")).toEqual({ from: "2026-11-01", until: "2026-12-05" });
});

test("a busy day is counted, what asks for somebody first", () => {
  const hourly: SlotView[] = [0, 1, 2].map((hour) => slot({ local: `2026-11-20T0${hour}:00`, ended: { status: "succeeded", sent: 1, rejected: 0 } }));
  const failed = slot({ local: "2026-11-20T04:00", ended: { status: "failed", sent: 0, rejected: 0 } });
  expect(summary([...hourly, failed, slot({ local: "2026-11-20T05:00", state: "due" })])).toEqual([{ kind: "failed", count: 1 }, { kind: "running", count: 1 }, { kind: "done", count: 3 }]);
  expect([...byDay(slots).keys()]).toEqual(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]);
});
