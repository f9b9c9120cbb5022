import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import type { SeenShopper } from "../../generated/SeenShopper";
import type { Platform } from "../../platform";
import { history } from "../../test/data";
import { failure, fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import { filtered } from "./filter";
import { HistoryPage } from "./HistoryPage";

function Page({ onAgain, onGoToSchedules }: { onAgain(): void; onGoToSchedules(slot: { id: string; local: string } | null): void }) {
  const [selected, setSelected] = useState<string | null>(null);
  return <HistoryPage isShown selected={selected} onSelect={setSelected} onAgain={onAgain} onWatch={() => undefined} onGoToUpload={() => undefined} onGoToSchedules={onGoToSchedules} />;
}

function show(changes: Partial<Platform> = {}) {
  const onAgain = vi.fn();
  const onGoToSchedules = vi.fn();
  const view = renderPage(<Page onAgain={onAgain} onGoToSchedules={onGoToSchedules} />, fakePlatform(changes));
  return { ...view, onAgain, onGoToSchedules, user: userEvent.setup() };
}

test("a run opens beside the table and can be run again", async () => {
  const { user, container, onAgain } = show();
  await user.click(await screen.findByText("customer_20261123_063005.csv"));
  const detail = await screen.findByTestId("history-detail");
  expect(detail.textContent).toContain("01M85XXF1H5SQXSFGPAQ6CMX02");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Run again" }));
  expect(onAgain).toHaveBeenCalledOnce();
});

test("corrected rows and their upload lead to each other", async () => {
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const fixed = { ...whole, run: "01M85XXEZD8X3R9YYT8D2A7GG9", file: { name: "corrected.csv", bytes: 1 }, parent_run: { run: whole.run, file: whole.file.name, started: whole.started } };
  const { user } = show({ history: () => Promise.resolve([fixed, whole]) });
  await user.click(await screen.findByText("corrected.csv"));
  expect((await screen.findByTestId("history-detail")).textContent).toContain("Corrected rows of");
  await user.click(screen.getByRole("link", { name: /customer_20261123_063005.csv/ }));
  await user.click(await screen.findByRole("link", { name: /corrected.csv/ }));
  expect((await screen.findByTestId("history-detail")).textContent).toContain("Corrected rows of");
});

test("problems only leaves the successes out, and no match says how to get back", async () => {
  const { user } = show();
  await user.click(await screen.findByRole("switch", { name: "Problems only" }));
  expect(screen.queryByText("loyalty_members.csv")).toBeNull();
  await user.type(screen.getByRole("searchbox"), "nothing like it");
  await user.click(await screen.findByRole("button", { name: "Show all" }));
  expect(await screen.findByText("loyalty_members.csv")).toBeTruthy();
});

test("before the first upload it says what will stand here", async () => {
  show({ history: () => Promise.resolve([]), slots: () => Promise.resolve([]) });
  expect(await screen.findByText("No uploads yet")).toBeTruthy();
});

test("a search looks at file names and batches", () => {
  expect(filtered(history, "LOYALTY", false).map((run) => run.batches[0])).toEqual(["B2"]);
  expect(filtered(history, "b2", false)).toHaveLength(1);
  expect(filtered(history, " ", false)).toHaveLength(3);
});

test("customers of an earlier run are looked up again", async () => {
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const run = { ...whole, verified: { looked_up: 3, found: 2, differing: 0, pending: 1, shoppers: [] } };
  const verifyRun = vi.fn(() => Promise.resolve(run));
  const { user } = show({ history: () => Promise.resolve([run]), verifyRun });
  await user.click(await screen.findByText(run.file.name));
  await user.click(await screen.findByTestId("verify-again"));
  expect(verifyRun).toHaveBeenCalledWith(run.run);
});

test("times at which a schedule did not run are rows among the uploads, with why beside the table", async () => {
  const { user, container, onGoToSchedules } = show();
  await screen.findByText("loyalty_members.csv");
  const rows = await screen.findAllByTestId("history-slots");
  expect(rows.map((row) => row.textContent)).toEqual(["Skipped", "2 missed", "Held, needs you"]);
  await user.click(screen.getByText("2 missed"));
  const detail = await screen.findByTestId("slot-detail");
  expect(detail.textContent).toContain("Customers, daily2 missed");
  expect(detail.textContent).toContain("The computer was off or asleep.");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByTestId("slot-schedules"));
  expect(onGoToSchedules).toHaveBeenCalledWith(null);
  await user.click(screen.getByText("Held, needs you"));
  await user.click(screen.getByRole("button", { name: "Look at it" }));
  expect(onGoToSchedules).toHaveBeenLastCalledWith({ id: "s2", local: "2026-11-20T18:00" });
});

test("problems only keeps what was missed or is held, and drops what was skipped", async () => {
  const { user } = show();
  await screen.findAllByTestId("history-slots");
  await user.click(screen.getByRole("switch", { name: "Problems only" }));
  expect(screen.getAllByTestId("history-slots").map((row) => row.dataset.state)).toEqual(["missed", "held"]);
});

test("who started a run is told once schedules start some", async () => {
  const [first, ...rest] = history;
  if (!first) throw new Error("no history");
  const { user } = show({ slots: () => Promise.resolve([]), history: () => Promise.resolve([{ ...first, schedule: "Customers, daily" }, ...rest]) });
  expect(await screen.findByRole("columnheader", { name: "Started by" })).toBeTruthy();
  expect(screen.getAllByText("You")).toHaveLength(rest.length);
  await user.click(screen.getByText("customer_20261123_063005.csv"));
  expect((await screen.findByTestId("history-detail")).textContent).toContain("Started byCustomers, daily");
});

test("each customer that was looked up is told by row and fields, and named from the file on request", async () => {
  const shoppers: SeenShopper[] = [
    { row: 1, line: 2, state: "found", fields: [] },
    { row: 500, line: 501, state: "pending", fields: [] },
    { row: 1000, line: 1001, state: "differs", fields: ["person.birthDate", "tenant.tier"] },
  ];
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const run = { ...whole, verified: { looked_up: 3, found: 1, differing: 1, pending: 1, shoppers } };
  const refused = failure({ code: "source_changed", params: { name: "customers.csv" } });
  const showRunRows = vi.fn(fakePlatform().showRunRows).mockRejectedValueOnce(refused);
  const { user, container } = show({ history: () => Promise.resolve([run]), showRunRows });
  await user.click(await screen.findByText(run.file.name));
  const seen = await screen.findByTestId("looked-up");
  expect([...seen.querySelectorAll("li")].map(({ dataset }) => dataset.state)).toEqual(["found", "pending", "differs"]);
  expect(seen.textContent).toContain("Row 1,000: carries other values");
  expect(seen.textContent).toContain("Other values in: Birth date, tenant.tier");
  expect(seen.textContent).not.toContain("@");
  await user.click(screen.getByTestId("seen-who"));
  expect(await screen.findByText(/customers.csv/, { selector: "span[aria-live]" })).toBeTruthy();
  await user.click(screen.getByTestId("seen-who"));
  await waitFor(() => expect(seen.textContent).toContain("shopper500@example.com"));
  expect(showRunRows).toHaveBeenLastCalledWith(run.run, [1, 500, 1000]);
  expect(await broken(container)).toEqual([]);
});

test("a dataset of Adobe’s can be opened there, one of the practice platform cannot", async () => {
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const at = (place: "production" | "practice", run: string) => ({ ...whole, run, file: { ...whole.file, name: `${place}.csv` }, target: { ...whole.target, place } });
  const openDatasetPage = vi.fn(() => Promise.resolve());
  const { user } = show({ history: () => Promise.resolve([at("production", "r1"), at("practice", "r2")]), openDatasetPage });
  await user.click(await screen.findByText("practice.csv"));
  await screen.findByTestId("history-detail");
  expect(screen.queryByTestId("open-dataset-page")).toBeNull();
  await user.click(await screen.findByText("production.csv"));
  await user.click(await screen.findByTestId("open-dataset-page"));
  expect(openDatasetPage).toHaveBeenCalledWith("r1");
});

test("an upload that waits for a person has sent nothing", async () => {
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const { user } = show({ history: () => Promise.resolve([{ ...whole, status: "held" as const, batches: [] }]) });
  await user.click(await screen.findByText("customer_20261123_063005.csv"));
  const sent = [...(await screen.findByTestId("history-detail")).querySelectorAll("*")].find((part) => part.children.length === 0 && part.textContent === "sent");
  expect(sent?.parentElement?.textContent).toBe("0sent");
});

test("an upload that was cut off goes on, after it is said what went there since", async () => {
  const [whole] = history;
  if (!whole) throw new Error("no history");
  const left = { ...whole, status: "resumable" as const, file: { ...whole.file, name: "monday.csv" } };
  const since = { ...whole, run: `${whole.run.slice(0, -1)}Z`, file: { ...whole.file, name: "friday.csv" } };
  const goOn = vi.fn<Platform["goOn"]>(() => Promise.resolve());
  const { user, container } = show({ goOn, history: () => Promise.resolve([since, left]) });
  await user.click(await screen.findByText("monday.csv"));
  expect((await screen.findByTestId("go-on-since")).textContent).toContain("friday.csv");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByTestId("go-on"));
  expect(goOn).toHaveBeenCalledExactlyOnceWith(left.run);
});
