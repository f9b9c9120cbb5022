import { resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ScheduleView } from "../../generated/ScheduleView";
import type { SlotReason } from "../../generated/SlotReason";
import type { WillNot } from "../../generated/WillNot";
import type { Platform } from "../../platform";
import { connections } from "../../test/connections";
import { failure, fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import { background, NOW, schedules, slot, view, ZONE } from "../../test/schedules";
import { SchedulesPage } from "./SchedulesPage";
import { nextOf, useSchedules } from "./useSchedules";
import type { Wanted } from "./wanted";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

const heard = { onOpenRun: vi.fn(), onGoToConnections: vi.fn() };

function Here({ wanted }: { wanted: Wanted | null }) {
  return <SchedulesPage isShown schedules={useSchedules()} connections={connections} current={connections[1] ?? null} wanted={wanted} {...heard} />;
}

async function show(changes: Partial<Platform> = {}, locale = "en-GB", wanted: Wanted | null = null) {
  const platform = fakePlatform(changes);
  const shown = renderPage(<Here wanted={wanted} />, platform, locale);
  await screen.findByTestId("background");
  return { ...shown, platform, user: userEvent.setup() };
}

const only = (changes: Partial<ScheduleView>) => ({ schedules: () => Promise.resolve({ schedules: [view(changes)], paused: null }) });
const nothing = {} as Record<symbol, never>;

function itemOf(name: string): HTMLElement {
  const found = screen.getAllByTestId("schedule").find((item) => item.textContent.startsWith(name));
  if (!found) throw new Error(`no schedule ${name}`);
  return found;
}

test("each schedule is a sentence with whether it will run and how it went", async () => {
  const { container } = await show();
  for (const words of ["Every day at 06:30, the newest customer_*.csv in Exports", "Will run tomorrow, 06:30", "Last run: 214 sent, today, 06:30"]) expect(itemOf("Customers, daily").textContent).toContain(words);
  for (const words of ["Every weekday at 18:00, all new files in Newsletter", "Held, needs you", "“email” is now called “e-mailadres”. Nothing was sent.", "Look at the change"]) expect(itemOf("Newsletter").textContent).toContain(words);
  for (const words of ["On the last day of the month at 02:30", "Will not run, because the folder “Exports” is gone", "Missed: 31 Oct, 02:30. The computer was off or asleep.", "Choose a folder"]) expect(itemOf("Loyalty").textContent).toContain(words);
  for (const words of ["Will not run, because you switched it off", "Since 2 November", "Has not run yet"]) expect(itemOf("Wholesale").textContent).toContain(words);
  expect(await broken(container)).toEqual([]);
});

test("a column that came with the last file is named", async () => {
  await show(only({ last: slot({ added: ["vip", "note"] }) }));
  expect(screen.getByTestId("last-added").textContent).toBe("New in the file, and not sent: vip and note");
});

test("the same stands there in Dutch", async () => {
  await show({}, "nl-NL");
  expect(itemOf("Customers, daily").textContent).toContain("Elke dag om 06:30, de nieuwste customer_*.csv in Exports");
  expect(itemOf("Customers, daily").textContent).toContain("Loopt morgen 06:30");
  expect(itemOf("Newsletter").textContent).toContain("“email” heet nu “e-mailadres”. Er is niets verzonden.");
});

type Leads = "switchSchedule" | "resumeSchedules" | "setBackground" | "saveSchedule" | "edit" | "connections";

test.each<[WillNot, string, Leads]>([
  [{ code: "switched_off", params: nothing }, "Switch on", "switchSchedule"],
  [{ code: "paused", params: { until: "2026-11-23T23:00:00Z" } }, "Resume all", "resumeSchedules"],
  [{ code: "nothing_starts", params: nothing }, "Start with this computer", "setBackground"],
  [{ code: "file_gone", params: { name: "a.csv" } }, "Choose a file", "saveSchedule"],
  [{ code: "folder_gone", params: { name: "Exports" } }, "Choose a folder", "saveSchedule"],
  [{ code: "connection_gone", params: nothing }, "Choose where customers go", "edit"],
  [{ code: "secret_gone", params: nothing }, "Open Connections", "connections"],
  [{ code: "keychain_shut", params: nothing }, "Open Connections", "connections"],
  [{ code: "never_again", params: nothing }, "Change the times", "edit"],
])("what keeps it from running has its button: %o", async (why, label, leads) => {
  heard.onGoToConnections.mockClear();
  const { user, platform } = await show(only({ will: { state: "not", why }, schedule: { ...view().schedule, source: why.code === "file_gone" ? { kind: "file", path: "/old/a.csv" } : view().schedule.source } }));
  const called = leads === "edit" || leads === "connections" ? null : (vi.spyOn(platform, leads) as ReturnType<typeof vi.fn>);
  const button = screen.getByTestId("remedy");
  expect(button.textContent).toBe(label);
  await user.click(button);
  if (called) await waitFor(() => expect(called).toHaveBeenCalledOnce());
  else if (leads === "edit") expect(await screen.findByTestId("schedule-dialog")).toBeTruthy();
  else expect(heard.onGoToConnections).toHaveBeenCalledOnce();
  if (why.code === "folder_gone") expect(called?.mock.calls[0]?.[1]).toMatchObject({ source: { kind: "newest", folder: "/home/noor/Exports", pattern: "customer_*.csv" } });
});

test("a pause says until when, and ends", async () => {
  const { user } = await show();
  await user.click(screen.getByTestId("pause-all"));
  await user.click(await screen.findByRole("menuitem", { name: "Until tomorrow" }));
  expect((await screen.findByTestId("paused")).textContent).toBe("All schedules are paused until tomorrow, 00:00");
  await user.click(screen.getByTestId("resume-all"));
  await waitFor(() => expect(screen.queryByTestId("paused")).toBeNull());
});

test("what is removed comes back by Undo, with its switch as it was", async () => {
  const { user, platform } = await show();
  const save = vi.spyOn(platform, "saveSchedule");
  const turn = vi.spyOn(platform, "switchSchedule");
  await user.click(within(itemOf("Wholesale")).getByTestId("schedule-more"));
  await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByText("Wholesale accounts")).toBeNull());
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(save).toHaveBeenCalledWith(null, schedules[3]?.schedule, null));
  await waitFor(() => expect(turn).toHaveBeenCalledWith("new", false));
});

test("the switch and the menu act on their schedule", async () => {
  const { user, platform } = await show();
  const turn = vi.spyOn(platform, "switchSchedule");
  const run = vi.spyOn(platform, "runSchedule");
  await user.click(screen.getByRole("switch", { name: "Customers, daily: on" }));
  expect(turn).toHaveBeenCalledWith("s1", false);
  await user.click(within(itemOf("Loyalty")).getByTestId("schedule-more"));
  await user.click(await screen.findByRole("menuitem", { name: "Run now" }));
  expect(run).toHaveBeenCalledWith("s3");
});

test("the last run leads to its upload", async () => {
  const { user } = await show();
  await user.click(within(screen.getAllByTestId("last-run")[0] as HTMLElement).getByRole("link"));
  expect(heard.onOpenRun).toHaveBeenCalledWith("01M85XXEZD8X3R9YYT8D2A7GG6");
});

test("before the first schedule it says what will stand here", async () => {
  renderPage(<Here wanted={null} />, fakePlatform({ schedules: () => Promise.resolve({ schedules: [], paused: null }) }));
  expect(await screen.findByText("Nothing repeats yet")).toBeTruthy();
});

test("schedules that cannot be read are a problem in words", async () => {
  renderPage(<Here wanted={null} />, fakePlatform({ schedules: () => Promise.reject(failure({ code: "history_newer", params: nothing })) }));
  expect(await screen.findByText(/made by a newer Profile Courier/)).toBeTruthy();
});

test("without a start in the background the page says so, and switches it on", async () => {
  const { user } = await show({ background: () => Promise.resolve({ ...background, starts_with_computer: false, timer: false, tray: false }) });
  const line = screen.getByTestId("background");
  expect(line.textContent).toContain("Schedules run while Profile Courier is open.");
  expect(line.textContent).toContain("has no icon on the desktop’s bar");
  await user.click(within(line).getByRole("button", { name: "Advanced" }));
  await user.click(await within(line).findByRole("switch", { name: /system’s timer/ }));
  await waitFor(() => expect(screen.getByTestId("background").textContent).toContain("Profile Courier starts with this computer"));
});

test("a column that was renamed is shown before and after, and its new name is used from now on", async () => {
  const { user, platform, baseElement } = await show();
  const decide = vi.spyOn(platform, "decideSlot");
  await user.click(within(itemOf("Newsletter")).getByTestId("remedy"));
  const dialog = await screen.findByTestId("held");
  expect(dialog.textContent).toContain("Newsletter sign-ups is held");
  expect(dialog.textContent).toContain("Planned for 20 Nov, 18:00");
  expect(within(dialog).getByTestId("held-reason").textContent).toBe("“email” is now called “e-mailadres”. Nothing was sent.");
  expect(await broken(baseElement)).toEqual([]);
  expect(within(dialog).queryByTestId("held-run")).toBeNull();
  await user.click(within(dialog).getByRole("button", { name: "Use the new name from now on" }));
  expect(decide).toHaveBeenCalledWith("s2", "2026-11-20T18:00", { do: "rename", from: "email", to: "e-mailadres" });
  await waitFor(() => expect(itemOf("Newsletter").textContent).toContain("Running"));
});

test.each<[SlotReason, string, string]>([
  [{ code: "too_few_rows", params: { rows: 1200, before: 12_452 } }, "12,452rows last time1,200rows", "Run anyway this once"],
  [{ code: "too_many_rejected", params: { share: 12.5, most: 5 } }, "12.5%cannot be sent5%may stay behind", "Run anyway this once"],
  [{ code: "older_file", params: { name: "old.csv", sent: "new.csv" } }, "Somebody may have put an old file back.", "Run anyway this once"],
  [{ code: "question", params: { column: "dob" } }, "Upload such a file once by hand", "Change the schedule"],
  [{ code: "columns_gone", params: { columns: ["dob"] } }, "Column “dob” is not in the file any more.", "Change the schedule"],
  [{ code: "asks", params: nothing }, "You can make up for it now.", "Run it now"],
  [{ code: "stopped", params: { problem: { code: "sign_in_refused", params: nothing } } }, "Adobe refused the sign-in.", "Try again"],
])("a held slot says what it is about: %o", async (reason, words, action) => {
  const { user, platform } = await show(only({ will: { state: "held", slot: "2026-11-23T06:30", reason } }));
  const decide = vi.spyOn(platform, "decideSlot");
  await user.click(screen.getByTestId("remedy"));
  const dialog = await screen.findByTestId("held");
  expect(dialog.textContent).toContain(words);
  expect(dialog.textContent).toContain("Nothing was sent.");
  expect(within(dialog).getByRole("button", { name: action })).toBeTruthy();
  await user.click(within(dialog).getByTestId("held-leave"));
  expect(decide).toHaveBeenCalledWith("s1", "2026-11-23T06:30", { do: "dismiss" });
});

test("a notification leads to its slot, also once that is decided", async () => {
  await show({}, "en-GB", { is: "held", id: "s1", local: "2026-11-23T06:30" });
  expect((await screen.findByTestId("held")).textContent).toContain("This slot is not held any more.");
});

test("an upload that is repeated opens filled in", async () => {
  await show({}, "en-GB", { is: "repeat", run: "r1" });
  const dialog = await screen.findByTestId("schedule-dialog");
  expect(within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("Commerce customers");
});

test("changes from elsewhere are seen at once", async () => {
  let all = schedules;
  const { platform } = await show({ schedules: () => Promise.resolve({ schedules: all, paused: null }) });
  all = [view({ will: { state: "running" }, last: slot() })];
  act(() => platform.emit("schedules_changed", null));
  await waitFor(() => expect(itemOf("Customers, daily").textContent).toContain("Running"));
  expect(screen.getAllByTestId("schedule")).toHaveLength(1);
});

test("the next run is the earliest of those that will", () => {
  const later = view({ id: "later", will: { state: "run", at: "2026-11-24T07:00:00+01:00", dry_run: false } });
  const sooner = view({ id: "sooner", will: { state: "run", at: "2026-11-24T05:30:00Z", dry_run: false } });
  expect(nextOf([later, ...schedules.slice(1), { ...sooner, will: { state: "run", at: "2026-11-24T05:30:00Z", dry_run: false } }])?.view.id).toBe("sooner");
  expect(nextOf(schedules.slice(1))).toBeNull();
});
