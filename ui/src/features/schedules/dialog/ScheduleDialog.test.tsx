import { resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Schedule } from "../../../generated/Schedule";
import type { ScheduleFault } from "../../../generated/ScheduleFault";
import type { ScheduleView } from "../../../generated/ScheduleView";
import type { Tried } from "../../../generated/Tried";
import type { Platform } from "../../../platform";
import { connections } from "../../../test/connections";
import { failure, fakePlatform, progress } from "../../../test/fake";
import { flows } from "../../../test/flows";
import { broken, renderPage } from "../../../test/render";
import { background, choices, next, NOW, preview, schedule, tried, view, ZONE } from "../../../test/schedules";
import { blank } from "./blank";
import { PART_OF, type Part } from "./faults";
import { ScheduleDialog } from "./ScheduleDialog";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

interface Begin {
  view?: ScheduleView | null;
  start?: Schedule;
  tests?: boolean;
  locale?: string;
}

async function show(changes: Partial<Platform> = {}, { view: of = null, start = of?.schedule ?? blank(), tests = false, locale }: Begin = {}) {
  const platform = fakePlatform(changes);
  const save = vi.spyOn(platform, "saveSchedule");
  const [onKept, onClose] = [vi.fn(), vi.fn()];
  const shown = renderPage(<ScheduleDialog view={of} start={start} choices={choices} connections={connections} background={background} flows={flows} tests={tests} onKept={onKept} onMade={vi.fn()} onClose={onClose} />, platform, locale);
  const dialog = await screen.findByTestId("schedule-dialog");
  return { ...shown, platform, save, onKept, onClose, dialog, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

/** In a dialog as large as this, roles are looked for in a part of it: all of it takes seconds. */
async function pick(user: User, testId: string, option: RegExp | string) {
  await user.click(within(screen.getByTestId(testId)).getByRole("button"));
  const list = await waitFor(() => {
    const found = document.querySelector<HTMLElement>("[role=listbox]");
    expect(found).toBeTruthy();
    return found as HTMLElement;
  });
  await user.click(within(list).getByText(option));
  await waitFor(() => expect(document.querySelector("[role=listbox]")).toBeNull());
}

const input = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });
const name = () => input("Name");

async function type(user: User, field: HTMLElement, text: string) {
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

const saved = (save: ReturnType<typeof vi.fn>) => save.mock.calls.at(-1)?.[1] as Schedule;

test("a weekly schedule is clicked together, and kept as it was clicked", async () => {
  const { user, save, onKept, baseElement } = await show();
  expect(document.activeElement).toBe(name());
  await type(user, name(), "Wholesale");
  await pick(user, "source-kind", "all new files");
  await type(user, input("Name of the file; * stands for any text"), "accounts_*.csv");
  await user.click(screen.getByTestId("choose-folder"));
  await user.click(input("also as soon as a file is complete"));
  await pick(user, "mapping", /Newsletter/);
  await pick(user, "destination", /Linden & Lune, stage/);
  await user.click(input("only new and changed customers"));
  await user.click(screen.getByText("Week"));
  await user.click(screen.getByLabelText("Thursday"));
  await user.click(screen.getByTestId("add-time"));
  await pick(user, "missed", "ask me");
  await user.click(input("at least"));
  await pick(user, "tell", "about every run");
  await user.click(input("only checks, and sends nothing"));
  await user.click(input("if nothing succeeded for"));
  expect(await broken(baseElement)).toEqual([]);
  await user.click(screen.getByTestId("schedule-save"));
  await waitFor(() => expect(onKept).toHaveBeenCalledOnce());
  const second = choices[1];
  expect(save).toHaveBeenCalledWith(
    null,
    {
      name: "Wholesale",
      source: { kind: "all_new", folder: "/home/noor/Exports", pattern: "accounts_*.csv", watch: true },
      mapping: second?.mapping,
      columns: second?.columns,
      destination: { connection: "stage", sandbox: "stage", dataset: "67420c5e1a9d3b2f8c47e601", dataset_name: "Commerce customers", flow: null },
      when: { recurrence: { every: "weekdays", days: ["monday", "thursday"], times: ["06:30", "18:30"] }, zone: ZONE },
      missed: "ask",
      conditions: { file_changed: true, most_rejected: 5, least_rows: null },
      tell: { when: "every_run", webhook: null, quiet_days: 3 },
      dry_run_first: false,
      only_changed: true,
    } satisfies Partial<Record<keyof Schedule, unknown>>,
    null,
  );
});

test("hours, days of the month and a pattern are clicked too, and going back finds what was clicked", async () => {
  const { user, save } = await show({}, { view: view() });
  const keep = async () => {
    await user.click(screen.getByTestId("schedule-save"));
    await waitFor(() => expect(save).toHaveBeenCalled());
    const { recurrence } = saved(save).when;
    save.mockClear();
    return recurrence;
  };
  await user.click(screen.getByText("Month"));
  await user.click(screen.getByText("15"));
  await user.click(screen.getByLabelText("Last day of the month"));
  expect(await keep()).toEqual({ every: "month_days", days: [{ day: 1 }, { day: 15 }, "last"], times: ["06:30"] });
  await user.click(screen.getByText("Hour"));
  await pick(user, "step", "6");
  expect(await keep()).toEqual({ every: "hours", step: 6, minute: 0 });
  await user.click(screen.getByText("Advanced"));
  await user.click(await screen.findByLabelText("times by a pattern"));
  await type(user, input("Pattern (cron)"), "0 7 * * 1");
  expect(await keep()).toEqual({ every: "cron", pattern: "0 7 * * 1" });
  await user.click(input("times by a pattern"));
  await user.click(screen.getByText("Month"));
  expect(await keep()).toEqual({ every: "month_days", days: [{ day: 1 }, { day: 15 }, "last"], times: ["06:30"] });
});

test("all of it works by keyboard: a name, a weekday by arrows, a time, and keeping", async () => {
  const { user, save } = await show({}, { view: view({ schedule: schedule({ when: { recurrence: { every: "weekdays", days: ["monday"], times: ["06:30"] }, zone: ZONE } }) }) });
  const reach = async (is: (at: Element | null) => boolean) => {
    for (let presses = 0; presses < 60 && !is(document.activeElement); presses++) await user.tab();
    expect(is(document.activeElement)).toBe(true);
  };
  await reach((at) => at?.getAttribute("aria-label") === "Monday");
  await user.keyboard("{ArrowRight}{ArrowRight} ");
  await reach((at) => at?.getAttribute("role") === "spinbutton" && (at.getAttribute("aria-label") ?? "").startsWith("hour"));
  await user.keyboard("0915");
  await reach((at) => at?.getAttribute("data-testid") === "schedule-save");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(saved(save).when.recurrence).toEqual({ every: "weekdays", days: ["monday", "wednesday"], times: ["09:15"] });
});

test("another zone is chosen by its name, and said beside the times", async () => {
  const { user, save } = await show({}, { view: view() });
  await user.click(screen.getByText("Advanced"));
  await type(user, await screen.findByLabelText("Time zone", { selector: "input" }), "New York");
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(screen.getByTestId("ahead").textContent).toContain("In New York time"));
  await user.click(screen.getByTestId("schedule-save"));
  await waitFor(() => expect(saved(save).when.zone).toBe("America/New_York"));
});

test.each(Object.entries(PART_OF).filter(([, part]) => part !== "webhook" && part !== "zone") as [ScheduleFault, Part][])("%s is said at its place on keeping, and nothing is kept", async (fault, part) => {
  const { user, save, dialog } = await show({ previewSchedule: () => Promise.resolve(preview({ fault })) }, { view: view() });
  expect(within(dialog).queryByTestId("fault")).toBeNull();
  await user.click(screen.getByTestId("schedule-save"));
  const said = await within(dialog).findByTestId("fault");
  expect(said.closest("[data-part]")?.getAttribute("data-part")).toBe(part);
  expect(screen.getByTestId("ahead").textContent).toContain("Not complete yet");
  expect(save).not.toHaveBeenCalled();
});

test("a fault is said while one types, but only where somebody has been", async () => {
  const { user, dialog } = await show({ previewSchedule: (_, { tell }) => Promise.resolve(preview({ fault: tell.webhook === null || tell.webhook.startsWith("https://") ? "mapping_missing" : "webhook_unusable" })) });
  await user.click(screen.getByTestId("add-webhook"));
  await user.type(input("Web address to call"), "http");
  expect((await within(dialog).findByTestId("fault")).textContent).toBe("The address has to begin with https://.");
  await user.type(input("Web address to call"), "s://hooks.example.com");
  await waitFor(() => expect(within(dialog).queryByTestId("fault")).toBeNull());
});

test("a pattern that is none is told at the pattern", async () => {
  const { user, dialog } = await show({ previewSchedule: () => Promise.resolve(preview({ fault: "cron_unusable" })) }, { view: view({ schedule: schedule({ when: { recurrence: { every: "cron", pattern: "x" }, zone: ZONE } }) }) });
  await user.click(screen.getByTestId("schedule-save"));
  await waitFor(() => expect(within(dialog).getByRole("textbox", { name: /Pattern/ }).getAttribute("aria-invalid")).toBe("true"));
  expect(dialog.textContent).toContain("A pattern has five parts");
});

test("the next times say which is a dry run, where clocks change, and when it is often", async () => {
  const times = [next("2027-03-27T02:30", { dry_run: true }), next("2027-03-28T02:30", { wall: "2027-03-28T03:00" }), next("2027-03-29T02:30")];
  await show({ previewSchedule: () => Promise.resolve(preview({ next: times, most_a_day: 48, matches: { count: 3, newest: "customer_20261123.csv" } })) }, { view: view() });
  const ahead = screen.getByTestId("ahead");
  await waitFor(() => expect(ahead.textContent).toContain("Will run"));
  for (const words of ["Saturday27 March, dry run02:30", "Sunday28 March03:00", "02:30 does not exist, so it runs at 03:00", "48 runs on the busiest day. Adobe advises at most 90", "Profile Courier starts with this computer"]) expect(ahead.textContent).toContain(words);
  expect(screen.getByTestId("schedule-dialog").textContent).toContain("3 files match. Newest: customer_20261123.csv");
});

test("why it would not run stands beside the sentence", async () => {
  await show({ previewSchedule: () => Promise.resolve(preview({ will: { state: "not", why: { code: "keychain_shut", params: {} as Record<symbol, never> } } })) }, { view: view(), locale: "nl-NL" });
  await waitFor(() => expect(screen.getByTestId("ahead").textContent).toContain("Loopt niet, want op deze computer gaat geen sleutelhanger vanzelf open"));
});

test("a test shows how it goes and what would be sent", async () => {
  let end: (found: Tried) => void = () => undefined;
  const trySchedule: Platform["trySchedule"] = (_id, _schedule, onProgress) => {
    onProgress(progress({ phase: "checking" }));
    return new Promise((done) => (end = done));
  };
  const { user } = await show({ trySchedule }, { view: view() });
  await user.click(screen.getByTestId("schedule-try"));
  expect((await screen.findByTestId("try")).textContent).toContain("5,000 rows read");
  end(tried);
  await waitFor(() => expect(screen.getByTestId("try").dataset.is).toBe("done"));
  for (const words of ["customer_20261123_063005.csv was checked. Nothing was sent.", "12,423would be sent", "8cannot be sent", "120new"]) expect(screen.getByTestId("try").textContent).toContain(words);
});

test("a test can be begun with the dialog, be stopped, and fail in words", async () => {
  let refuse: (reason: unknown) => void = () => undefined;
  const cancelScheduleTry = vi.fn(() => Promise.resolve());
  const { user } = await show({ trySchedule: () => new Promise((_, no) => (refuse = no)), cancelScheduleTry }, { view: view(), tests: true });
  await user.click(within(await screen.findByTestId("try")).getByRole("button", { name: "Stop" }));
  expect(cancelScheduleTry).toHaveBeenCalledOnce();
  refuse(failure({ code: "cancelled", params: {} as Record<symbol, never> }));
  await waitFor(() => expect(screen.queryByTestId("try")).toBeNull());
  await user.click(screen.getByTestId("schedule-try"));
  refuse(failure({ code: "file_empty", params: { name: "a.csv" } }));
  await waitFor(() => expect(screen.getByTestId("try").textContent).toContain("“a.csv” is empty"));
});

test("live customers are sent to only once the sandbox was named", async () => {
  const saveSchedule = vi.fn<Platform["saveSchedule"]>((id, kept, confirmed) => (confirmed === "prod" ? Promise.resolve(view({ id: id ?? "new", schedule: kept })) : Promise.reject(failure({ code: "production_unconfirmed", params: { sandbox: "prod" } }))));
  const { user, onKept } = await show({ saveSchedule }, { view: view() });
  await user.click(screen.getByTestId("schedule-save"));
  expect((await screen.findByTestId("production")).textContent).toContain("sends to Commerce customers in sandbox prod by itself");
  await user.click(within(screen.getByTestId("production")).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByTestId("production")).toBeNull());
  expect(onKept).not.toHaveBeenCalled();
  await user.click(screen.getByTestId("schedule-save"));
  await user.type(await screen.findByRole("textbox", { name: "Type prod to go on" }), "prod{Enter}");
  await waitFor(() => expect(onKept).toHaveBeenCalledOnce());
  expect(saveSchedule).toHaveBeenLastCalledWith("s1", view().schedule, "prod");
});

test("what cannot be kept stays in the dialog, with why", async () => {
  const { user, dialog } = await show({ saveSchedule: () => Promise.reject(failure({ code: "disk_full", params: {} as Record<symbol, never> })) }, { view: view() });
  await user.click(screen.getByTestId("schedule-save"));
  expect((await within(dialog).findByTestId("trouble")).textContent).toContain("The disk is full.");
});

test("Escape closes what was not changed, and asks before changes are lost", async () => {
  const { user, onClose } = await show({}, { view: view() });
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
  await type(user, name(), "Another");
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
  await user.click(await screen.findByRole("button", { name: "Go on editing" }));
  expect(name().value).toBe("Another");
  await user.click(screen.getByTestId("schedule-cancel"));
  await user.click(await screen.findByRole("button", { name: "Leave" }));
  expect(onClose).toHaveBeenCalledTimes(2);
});

test("a key to sign with is copied by the program, once there is one", async () => {
  const copyWebhookKey = vi.fn(() => Promise.resolve());
  const webhook = "https://hooks.example.com/a";
  const { user } = await show({ copyWebhookKey }, { view: view({ schedule: schedule({ tell: { when: "problems", webhook, quiet_days: null } }) }) });
  await user.click(screen.getByTestId("copy-key"));
  expect(copyWebhookKey).toHaveBeenCalledWith("s1");
});

test("the kept mapping and destination stay to be chosen, also where nothing else has them", async () => {
  const own = schedule({ mapping: { ...schedule().mapping, name: "Mapping of long ago" }, destination: { connection: "live", sandbox: "old", dataset: "d1", dataset_name: "Old customers", flow: null } });
  await show({}, { view: view({ schedule: own }) });
  expect(screen.getByRole("button", { name: /Mapping of long ago/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: /Old customers/ })).toBeTruthy();
});
