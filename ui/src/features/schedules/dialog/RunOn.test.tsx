/** A schedule on the platform's own engine: what is said before, what is made, and what is left when half of it fails. */
import { resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Schedule } from "../../../generated/Schedule";
import type { ScheduleView } from "../../../generated/ScheduleView";
import type { Platform } from "../../../platform";
import { connections } from "../../../test/connections";
import { failure, fakePlatform } from "../../../test/fake";
import { flow, flowField, flowPreview, flows } from "../../../test/flows";
import { broken, renderPage } from "../../../test/render";
import { background, choices, NOW, schedule, view, ZONE } from "../../../test/schedules";
import { ScheduleDialog } from "./ScheduleDialog";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

const nothing = {} as Record<symbol, never>;

async function show(changes: Partial<Platform> = {}, of: ScheduleView | null = null, start: Schedule = of?.schedule ?? schedule({ only_changed: true })) {
  const platform = fakePlatform(changes);
  const save = vi.spyOn(platform, "saveSchedule");
  const create = vi.spyOn(platform, "createFlow");
  const [onKept, onMade, onClose] = [vi.fn(), vi.fn(), vi.fn()];
  const shown = renderPage(<ScheduleDialog view={of} start={start} choices={choices} connections={connections} background={background} flows={flows} tests={false} onKept={onKept} onMade={onMade} onClose={onClose} />, platform);
  const dialog = await screen.findByTestId("schedule-dialog");
  await screen.findByTestId("advice");
  return { ...shown, platform, save, create, onKept, onMade, onClose, dialog, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

const there = () => within(screen.getByTestId("run-on")).getByLabelText<HTMLInputElement>("Experience Platform");
const keep = (user: User) => user.click(screen.getByTestId("schedule-save"));

async function pick(user: User, testId: string, option: string) {
  await user.click(within(screen.getByTestId(testId)).getByRole("button"));
  const list = await waitFor(() => {
    const found = document.querySelector<HTMLElement>("[role=listbox]");
    expect(found).toBeTruthy();
    return found as HTMLElement;
  });
  await user.click(within(list).getByText(option));
  await waitFor(() => expect(document.querySelector("[role=listbox]")).toBeNull());
}

test("a dataflow is made first, and then the schedule that lands files for it", async () => {
  const { user, save, create, onKept, onMade, baseElement } = await show();
  expect(screen.getByTestId("advice").textContent).toContain("This computer is the better way here");
  expect(screen.queryByTestId("compare")).toBeNull();
  await user.click(there());
  expect(screen.getByTestId("run-there-differs").textContent).toContain("kept for 7 days");
  expect(screen.queryByTestId("only-changed")).toBeNull();
  expect((await screen.findByTestId("compare-verdict")).textContent).toBe("10 customers compared with Adobe’s own mapper: 3 of 3 fields are the same.");
  expect(screen.queryByTestId("compare-seen")).toBeNull();
  await pick(user, "looks", "Every hour");
  expect(await broken(baseElement)).toEqual([]);
  await keep(user);
  await waitFor(() => expect(onKept).toHaveBeenCalledOnce());
  expect(create.mock.calls[0]?.[2]).toEqual({ name: "Customers, daily", every: { unit: "hours", count: 1 }, lands: "here", despite_differences: false });
  expect(onMade).toHaveBeenCalledOnce();
  const kept = save.mock.calls[0]?.[1];
  expect([kept?.destination.flow, kept?.only_changed]).toEqual(["made", false]);
});

test("what differs is named, and has to be seen; another who lands is another comparison", async () => {
  const fields = [flowField("personalEmail.address"), flowField("person.birthDate", { same: 7, differing: 3 })];
  const previewFlow = vi.fn<Platform["previewFlow"]>((_id, _schedule, lands) => Promise.resolve(lands === "here" ? flowPreview({ fields }) : flowPreview({ fields, left_out: [{ field: null, column: null, reason: "checks" }] })));
  const { user, create } = await show({ previewFlow });
  await user.click(there());
  const seen = await screen.findByTestId("compare-seen");
  expect(screen.getByTestId("compare").textContent).toContain("1 of 2 fields are the same");
  const [line] = within(screen.getByTestId("prep-fields")).getAllByRole("listitem");
  expect([line?.dataset.field, within(screen.getByTestId("prep-fields")).getAllByRole("listitem").length]).toEqual(["person.birthDate", 1]);
  await user.click(within(seen).getByRole("checkbox"));
  await keep(user);
  await waitFor(() => expect(create.mock.calls[0]?.[2].despite_differences).toBe(true));
  await pick(user, "lands", "another system, at its own times");
  await waitFor(() => expect(screen.getByTestId("compare").textContent).toContain("checking values"));
  expect(within(screen.getByTestId("compare-seen")).getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
});

test("where another system lands the files, no schedule is made", async () => {
  const { user, save, create, onMade, onClose } = await show();
  await user.click(there());
  await pick(user, "lands", "another system, at its own times");
  expect(screen.queryByTestId("dry-run")).toBeNull();
  expect(screen.getByTestId("schedule-save").textContent).toBe("Make dataflow");
  await keep(user);
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(create.mock.calls[0]?.[2].lands).toBe("elsewhere");
  expect(onMade).toHaveBeenCalledOnce();
  expect(save).not.toHaveBeenCalled();
});

test("a dataset with an identity map says why it cannot be chosen", async () => {
  await show({ flowAdvice: () => Promise.resolve({ hand_over: false, because: ["large_file", "identity_map"] }) });
  expect(screen.getByTestId("advice").textContent).toContain("takes its identities from a list");
  expect(there().disabled).toBe(true);
});

test("a schedule that is not kept leaves its dataflow, and says so; the next try goes on with it", async () => {
  const answers = [() => Promise.reject(failure({ code: "disk_full", params: nothing })), (kept: Schedule) => Promise.resolve(view({ schedule: kept }))];
  const { user, create, onKept } = await show({ saveSchedule: (_id, kept) => (answers.shift() ?? answers[0])?.(kept) ?? Promise.reject(failure({ code: "internal", params: nothing })) });
  await user.click(there());
  await keep(user);
  expect((await screen.findByTestId("trouble")).textContent).toContain("The dataflow “Customers, daily” was made and is listed below the schedules.");
  await keep(user);
  await waitFor(() => expect(onKept).toHaveBeenCalledOnce());
  expect(create).toHaveBeenCalledOnce();
});

test("a dataflow that is refused leaves everything as it was", async () => {
  const createFlow = () => Promise.reject(failure({ code: "flow_differs", params: { fields: "person.birthDate" } }));
  const { user, save } = await show({ createFlow });
  await user.click(there());
  await keep(user);
  const trouble = await screen.findByTestId("trouble");
  expect(trouble.textContent).toContain("person.birthDate");
  expect(trouble.textContent).not.toContain("was made");
  expect(save).not.toHaveBeenCalled();
});

test("live customers are asked about once, before the dataflow", async () => {
  const createFlow = vi.fn<Platform["createFlow"]>((_id, _schedule, _new, confirmed) => (confirmed === "prod" ? Promise.resolve(flow({ id: "made" })) : Promise.reject(failure({ code: "production_unconfirmed", params: { sandbox: "prod" } }))));
  const { user, save, onKept } = await show({ createFlow });
  await user.click(there());
  await keep(user);
  await user.type(await screen.findByRole("textbox", { name: /prod/ }), "prod");
  await user.click(screen.getByRole("button", { name: "Save schedule", hidden: false }));
  await waitFor(() => expect(onKept).toHaveBeenCalledOnce());
  expect(save).toHaveBeenCalledOnce();
});

test("a schedule with a dataflow names it, and back on this computer it has none", async () => {
  const handed = view({ schedule: schedule({ destination: { ...schedule().destination, flow: "f1" } }) });
  const { user, save, create, dialog } = await show({}, handed);
  expect(there().checked).toBe(true);
  expect(dialog.textContent).toContain("Customers, nightly");
  await user.click(within(screen.getByTestId("run-on")).getByLabelText("This computer"));
  await keep(user);
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(save.mock.calls[0]?.[1].destination.flow).toBeNull();
  expect(create).not.toHaveBeenCalled();
});
