import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { act, render } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Platform } from "../platform";
import { draft } from "../test/connections";
import { opened } from "../test/data";
import { failure, fakePlatform } from "../test/fake";
// Fetched when first shown: here they are there before a test waits for them.
import "../features/connections/ConnectionsPage";
import "../features/history/HistoryPage";
import "../features/schedules/SchedulesPage";
import "../features/upload/check/Check";
import { App } from "./App";

const session = { version: "0.1.0", locale: "en-GB", pending: null, running: null, schedule: null, reset: null };

test("the rail and its keys change the page", async () => {
  const user = userEvent.setup();
  render(<App platform={fakePlatform()} />);
  await user.click(await screen.findByTestId("rail-history"));
  expect(screen.getByTestId("rail-history").getAttribute("aria-current")).toBe("page");
  await user.keyboard("{Control>}1{/Control}");
  expect(screen.getByTestId("rail-upload").getAttribute("aria-current")).toBe("page");
});

test("a file that came with the start is opened, and so is one that is dropped", async () => {
  const platform = fakePlatform({ session: () => Promise.resolve({ ...session, pending: { ...opened, name: "first.csv" } }) });
  render(<App platform={platform} />);
  expect(await screen.findByRole("heading", { level: 1, name: "first.csv" })).toBeTruthy();
  act(() => platform.emit("file_opened", { ...opened, ticket: "t2", name: "second.csv" }));
  expect(await screen.findByRole("heading", { level: 1, name: "second.csv" })).toBeTruthy();
});

test("the system's language decides", async () => {
  render(<App platform={fakePlatform({ session: () => Promise.resolve({ ...session, locale: "nl_BE" }) })} />);
  expect(await screen.findByText("Geschiedenis", { selector: "nav *" })).toBeTruthy();
  await waitFor(() => expect(document.documentElement.lang).toBe("nl"));
});

test("the rail shows where uploads go, and leads there", async () => {
  const user = userEvent.setup();
  render(<App platform={fakePlatform({ currentConnection: () => Promise.resolve("live") })} />);
  const current = await screen.findByTestId("rail-current");
  expect(current.textContent).toBe("Uploads go toLinden & LuneProduction");
  await user.click(current);
  expect(screen.getByTestId("rail-connections").getAttribute("aria-current")).toBe("page");
  await user.keyboard("{Control>}1{/Control}{Control>}4{/Control}");
  expect(screen.getByTestId("rail-connections").getAttribute("aria-current")).toBe("page");
});

test("credentials lead to Connections wherever they are dropped, also those that cannot be used", async () => {
  const platform = fakePlatform();
  render(<App platform={platform} />);
  await screen.findByTestId("rail-current");
  act(() => platform.emit("credentials_opened", draft));
  expect(await screen.findByRole("heading", { name: "Add connection" })).toBeTruthy();
  expect(document.documentElement.dataset.page).toBe("connections");
  act(() => platform.emit("file_refused", failure({ code: "credentials_unusable", params: { fault: "not_console" } })));
  expect(await screen.findByText(/does not come from Adobe Developer Console/)).toBeTruthy();
});

test("the rail says what runs next and what waits for somebody, and leads there", async () => {
  const user = userEvent.setup();
  const platform = fakePlatform();
  render(<App platform={platform} />);
  const next = await screen.findByTestId("rail-next");
  expect(next.textContent).toContain("Next: ");
  expect(next.textContent).toContain("Customers, daily");
  expect(screen.getByTestId("rail-schedules").getAttribute("aria-label")).toBe("Schedules, 1 needs you");
  await user.click(next);
  expect(document.documentElement.dataset.page).toBe("schedules");
  await user.keyboard("{Control>}3{/Control}");
  expect(document.documentElement.dataset.page).toBe("history");
  act(() => platform.emit("schedule_show", { schedule: "s2", local: "2026-11-20T18:00" }));
  expect((await screen.findByTestId("held")).textContent).toContain("Newsletter sign-ups is held");
  expect(document.documentElement.dataset.page).toBe("schedules");
});

test("without a schedule the rail says nothing of one", async () => {
  render(<App platform={fakePlatform({ schedules: () => Promise.resolve({ schedules: [], paused: null }) })} />);
  await screen.findByTestId("rail-current");
  expect(screen.queryByTestId("rail-next")).toBeNull();
  expect(screen.queryByTestId("rail-schedules-held")).toBeNull();
});

test("a history that was damaged is told at the start, until somebody has seen it", async () => {
  const reset = { at: "2026-11-30T10:00:00Z", runs: 12, incomplete: true, never_incomplete: true };
  const resetSeen = vi.fn<Platform["resetSeen"]>(() => Promise.resolve());
  const user = userEvent.setup();
  render(<App platform={fakePlatform({ resetSeen, session: () => Promise.resolve({ ...session, reset }) })} />);
  const told = await screen.findByRole("alertdialog");
  expect(told.textContent).toContain("12 earlier uploads");
  expect(told.textContent).toContain("never uploaded may be incomplete");
  await user.click(screen.getByRole("button", { name: "I have seen this, go on" }));
  expect(resetSeen).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});
