/** Dataflows below the schedules: how they stand, their switch, their runs, and their end. */
import { resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FlowStanding } from "../../../generated/FlowStanding";
import type { Platform } from "../../../platform";
import { connections } from "../../../test/connections";
import { failure, fakePlatform } from "../../../test/fake";
import { flow, flowRun } from "../../../test/flows";
import { broken, renderPage } from "../../../test/render";
import { NOW, schedule, view, ZONE } from "../../../test/schedules";
import { SchedulesPage } from "../SchedulesPage";
import { useSchedules } from "../useSchedules";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

function Here() {
  return <SchedulesPage isShown schedules={useSchedules()} connections={connections} current={connections[1] ?? null} wanted={null} onOpenRun={vi.fn()} onGoToConnections={vi.fn()} />;
}

async function show(changes: Partial<Platform> = {}, locale = "en-GB") {
  const platform = fakePlatform(changes);
  const shown = renderPage(<Here />, platform, locale);
  await screen.findByTestId("background");
  return { ...shown, platform, user: userEvent.setup() };
}

const itemOf = (id: string) => screen.getAllByTestId("flow").find((item) => item.dataset.flow === id) as HTMLElement;

test("each says when, where to, how it stands, and what its last run brought", async () => {
  const { container } = await show();
  await screen.findByTestId("flows");
  for (const words of ["Customers, nightly", "Every 15 minutes, into Commerce customers", "On", "Last run: today, 06:45. Done: 1,200 read, 1,198 brought, 2 refused"]) expect(itemOf("f1").textContent).toContain(words);
  for (const words of ["Partner file", "Every day, into", "Another system lands files in the folder profile-courier/f2", "Off", "Has not run yet"]) expect(itemOf("f2").textContent).toContain(words);
  expect(await broken(container)).toEqual([]);
});

test("the same stands there in Dutch", async () => {
  await show({}, "nl-NL");
  await screen.findByTestId("flows");
  expect(itemOf("f1").textContent).toContain("Elke 15 minuten, naar Commerce customers");
});

test("without any there is no section", async () => {
  await show({ flows: () => Promise.resolve([]) });
  expect(screen.queryByTestId("flows")).toBeNull();
});

test("they are asked for again when somebody says so", async () => {
  const { user, platform } = await show();
  const asked = vi.spyOn(platform, "flows").mockResolvedValue([flow({ standing: "gone" })]);
  await user.click(screen.getByTestId("flows-look"));
  await waitFor(() => expect(itemOf("f1").textContent).toContain("Deleted in Experience Platform"));
  expect(asked).toHaveBeenCalledOnce();
});

test("the switch acts on its dataflow", async () => {
  const { user, platform } = await show();
  const turn = vi.spyOn(platform, "switchFlow");
  await user.click(screen.getByRole("switch", { name: "Dataflow Customers, nightly: on" }));
  expect(turn).toHaveBeenCalledWith("f1", false);
  await waitFor(() => expect(itemOf("f1").dataset.standing).toBe("off"));
});

test.each<FlowStanding>(["waits", "unfinished", "gone", "unasked", "unreached"])("one that stands as %s cannot be switched", async (standing) => {
  await show({ flows: () => Promise.resolve([flow({ standing, runs: [] })]) });
  expect(screen.getByRole<HTMLInputElement>("switch", { name: "Dataflow Customers, nightly: on" }).disabled).toBe(true);
});

test("its runs are a table with what Adobe said of a bad one", async () => {
  const runs = [flowRun({ id: "r3", status: "failed", read: null, brought: null, refused: null, said: "The file has no header" }), flowRun()];
  const { user } = await show({ flows: () => Promise.resolve([flow({ runs })]) });
  await user.click(screen.getByTestId("flow-more"));
  await user.click(await screen.findByRole("menuitem", { name: "Runs…" }));
  const dialog = await screen.findByTestId("flow-runs");
  for (const words of ["Runs of Customers, nightly", "Adobe said: The file has no header"]) expect(dialog.textContent).toContain(words);
  expect(await broken(dialog)).toEqual([]);
});

test("it is deleted once somebody has read what goes and what stays", async () => {
  const landing = view({ schedule: schedule({ destination: { ...schedule().destination, flow: "f1" } }) });
  const { user, platform } = await show({ schedules: () => Promise.resolve({ schedules: [landing], paused: null }) });
  expect(screen.getByTestId("schedule-flow").textContent).toContain("a dataflow takes them in");
  const gone = vi.spyOn(platform, "deleteFlow");
  await user.click(within(itemOf("f1")).getByTestId("flow-more"));
  await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
  const dialog = await screen.findByRole("alertdialog");
  for (const words of ["the files that it has not taken are deleted", "brought into Commerce customers stay", "The schedule Customers, daily lands files for it"]) expect(dialog.textContent).toContain(words);
  await user.click(within(dialog).getByRole("button", { name: "Delete dataflow" }));
  expect(gone).toHaveBeenCalledWith("f1");
  await waitFor(() => expect(screen.getAllByTestId("flow").length).toBe(1));
});

test("one that cannot be deleted stays", async () => {
  const { user } = await show({ deleteFlow: () => Promise.reject(failure({ code: "platform_unreachable", params: { cause: "no_answer" } })) });
  await user.click(within(itemOf("f2")).getByTestId("flow-more"));
  await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
  await user.click(await screen.findByRole("button", { name: "Delete dataflow" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(screen.getAllByTestId("flow").length).toBe(2);
});
