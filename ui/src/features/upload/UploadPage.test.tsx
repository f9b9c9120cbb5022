import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { expect, test, vi } from "vitest";
import type { Inspected } from "../../generated/Inspected";
import type { Platform } from "../../platform";
import { checkReport, inspected, runReport } from "../../test/data";
import { failure, fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import { UploadPage } from "./UploadPage";

function show(changes: Partial<Platform> = {}, locale?: string) {
  const platform = fakePlatform(changes);
  const heard = { onOpenRun: vi.fn(), onRepeat: vi.fn(), onGoToConnections: vi.fn(), goElsewhere: (): void => undefined };
  function Here() {
    const [destination, setDestination] = useState("practice");
    useEffect(() => {
      heard.goElsewhere = () => setDestination("stage");
    }, []);
    return (
      <main>
        <UploadPage destination={destination} isPractice incoming={null} isShown onOpenRun={heard.onOpenRun} onRepeat={heard.onRepeat} onGoToConnections={heard.onGoToConnections} />
      </main>
    );
  }
  const view = renderPage(<Here />, platform, locale);
  return { ...view, platform, ...heard, goElsewhere: () => act(() => heard.goElsewhere()), user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.findByRole("button", { name });

test("the sample goes from the check to its result, each page without a broken rule", async () => {
  const { user, container, onOpenRun, onRepeat } = show();
  expect(await broken(container)).toEqual([]);
  await user.click(await button("Try with sample data"));
  const next = await button("Looks good");
  expect(screen.getByRole("row", { name: /firstname.*First name/ })).toBeTruthy();
  expect(await broken(container)).toEqual([]);
  await user.click(next);
  expect(await screen.findByText(/Practice customers/)).toBeTruthy();
  expect(await broken(container)).toEqual([]);
  await user.click(await button("Upload 12,423 customers"));
  expect(await screen.findByRole("heading", { name: "Sending your customers" })).toBeTruthy();
  const title = await screen.findByRole("heading", { name: "Done — 8 need attention" });
  expect(document.activeElement).toBe(title);
  expect(screen.getByTestId("result-sum").textContent).toContain("12,452rows read=12,423sent+21merged+8not sent");
  expect(await broken(container)).toEqual([]);
  await user.click(await button("Repeat automatically…"));
  expect(onRepeat).toHaveBeenCalledWith(runReport().run);
  await user.click(await button("Open in history"));
  expect(onOpenRun).toHaveBeenCalledWith(runReport().run);
});

test("a file that cannot be used is refused in a sentence, and the page goes on", async () => {
  const { user } = show({ inspect: () => Promise.reject(failure({ code: "file_empty", params: { name: "a.csv" } })) });
  await user.click(await button("Try with sample data"));
  const said = await screen.findByTestId("problem");
  expect(said.textContent).toContain("“a.csv” is empty");
  expect(said.textContent).toContain("Nothing was sent.");
  await user.click(await button("Choose another file"));
  expect(await button("Choose a file")).toBeTruthy();
});

test("the whole drop zone takes a click, and its buttons are not clicked twice", async () => {
  const chooseFile = vi.fn<Platform["chooseFile"]>(() => Promise.resolve(null));
  const { user } = show({ chooseFile });
  await user.click(await screen.findByTestId("drop-zone"));
  await user.click(await button("Choose a file"));
  expect(chooseFile).toHaveBeenCalledTimes(2);
});

test("an open question stops the upload until it is answered with a date of the file", async () => {
  const check = vi.fn<Platform["check"]>((_, mapping) => Promise.resolve(checkReport(!mapping.fields.some((f) => f.field === "person.birthDate" && f.recipe.length > 0))));
  const { user } = show({ check });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Answer 1 question"));
  await user.click(await button("5 March 1991 (day first)"));
  expect(await button("Looks good")).toBeTruthy();
  const sent = check.mock.calls.at(-1)?.[1].fields.find((f) => f.field === "person.birthDate");
  expect(sent?.recipe).toEqual([{ op: "date", order: "dmy" }]);
});

test("a column can be left out, which checks anew, and undo brings it back", async () => {
  const check = vi.fn<Platform["check"]>(() => Promise.resolve(checkReport()));
  const { user } = show({ check });
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  await user.click(screen.getByRole("button", { name: "lastname: Last name" }));
  await user.click(await screen.findByRole("menuitem", { name: "Don’t send this column" }));
  await waitFor(() => expect(check.mock.calls.at(-1)?.[1].ignored).toContain("lastname"));
  expect(screen.queryByRole("row", { name: /lastname/ })).toBeNull();
  await user.keyboard("{Control>}z{/Control}");
  expect(await screen.findByRole("row", { name: /lastname/ })).toBeTruthy();
});

test("without an e-mail column the button says so and shows the columns to choose from", async () => {
  const { user } = show();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  await user.click(screen.getByRole("button", { name: /email: E-mail address/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Don’t send this column" }));
  await user.click(await button("Choose the e-mail column"));
  const table = await screen.findByRole("table", { name: "Columns and their Adobe fields" });
  expect(within(table).getByRole("row", { name: /email/ })).toBeTruthy();
});

test("an upload that cannot begin keeps the check", async () => {
  const { user } = show({ startRun: () => Promise.reject(failure({ code: "platform_unreachable", params: { cause: "no_answer" } })) });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await user.click(await button("Upload 12,423 customers"));
  await user.click(await button("Try again"));
  expect(await button("Looks good")).toBeTruthy();
});

test("a run can be stopped, after one question", async () => {
  const cancelRun = vi.fn(() => Promise.resolve());
  const { user } = show({
    cancelRun,
    startRun: (_t, _m, _c, _e, onProgress) => {
      onProgress({ run: "R", phase: "sending", rows_done: 1, rows_total: 2, bytes_done: 1, bytes_total: null, parts_done: 0, parts_total: 1, elapsed_ms: 1, cancellable: true, waiting: null });
      return new Promise(() => undefined);
    },
  });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await user.click(await button("Upload 12,423 customers"));
  await user.click(await button("Cancel upload…"));
  await user.click(await button("Stop the upload"));
  expect(cancelRun).toHaveBeenCalledWith("R");
});

test("in Dutch every word is Dutch", async () => {
  const { user } = show({}, "nl-NL");
  await user.click(await button("Proberen met voorbeeld"));
  expect(await button("Ziet er goed uit")).toBeTruthy();
});

const live = (): Inspected => ({ ...inspected(), target: { ...inspected().target, connection: "Linden & Lune", connection_id: "live", sandbox: "prod", dataset_name: "Shoppers", place: "production" } });

test("the first upload to a production sandbox wants its name typed", async () => {
  const startRun = vi.fn<Platform["startRun"]>(() => Promise.resolve(runReport()));
  const productionConfirmed = vi.fn(() => Promise.resolve(false));
  const { user } = show({ inspect: () => Promise.resolve(live()), startRun, productionConfirmed });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await user.click(await button("Upload 12,423 customers"));
  const asked = await screen.findByRole("alertdialog", { name: "Upload to Production?" });
  expect(productionConfirmed).toHaveBeenCalledWith("live", "prod");
  expect(asked.textContent).toContain("12,423 customers go to Shoppers through Linden & Lune, into sandbox prod.");
  const upload = within(asked).getByRole("button", { name: "Upload 12,423 customers" });
  const name = within(asked).getByRole("textbox", { name: "Type prod to go on" });
  expect(document.activeElement).toBe(name);
  await user.type(name, "Prod{Enter}");
  expect(upload.hasAttribute("disabled")).toBe(true);
  expect(startRun).not.toHaveBeenCalled();
  expect(await broken(asked)).toEqual([]);
  await user.clear(name);
  await user.type(name, "prod{Enter}");
  await waitFor(() => expect(startRun).toHaveBeenCalledWith("t1", live().mapping, "prod", { everything: false, older: false }, expect.any(Function)));
});

test("later uploads to it are asked for by one button", async () => {
  const startRun = vi.fn<Platform["startRun"]>(() => Promise.resolve(runReport()));
  const { user } = show({ inspect: () => Promise.resolve(live()), startRun, productionConfirmed: () => Promise.resolve(true) });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await user.click(await button("Upload 12,423 customers"));
  const asked = await screen.findByRole("alertdialog");
  expect(within(asked).queryByRole("textbox")).toBeNull();
  await user.click(within(asked).getByRole("button", { name: "Upload 12,423 customers" }));
  await waitFor(() => expect(startRun).toHaveBeenCalledWith("t1", live().mapping, null, { everything: false, older: false }, expect.any(Function)));
});

test("when the program wants the name after all, it is asked for where one was", async () => {
  const unconfirmed = failure({ code: "production_unconfirmed", params: { sandbox: "prod" } });
  const { user } = show({ inspect: () => Promise.resolve(live()), startRun: () => Promise.reject(unconfirmed), productionConfirmed: () => Promise.resolve(true) });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await user.click(await button("Upload 12,423 customers"));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Upload 12,423 customers" }));
  expect(await screen.findByRole("textbox", { name: "Type prod to go on" })).toBeTruthy();
});

test("what is solved on Connections leads there, and the file is read once it goes elsewhere", async () => {
  const inspect = vi.fn<Platform["inspect"]>().mockRejectedValueOnce(failure({ code: "secret_missing", params: { connection: "Linden & Lune" } })).mockResolvedValue(inspected());
  const { user, onGoToConnections, goElsewhere } = show({ inspect });
  await user.click(await button("Try with sample data"));
  expect((await screen.findByTestId("problem")).textContent).toContain("The client secret of connection “Linden & Lune” is not on this computer any more");
  await user.click(await button("Open Connections"));
  expect(onGoToConnections).toHaveBeenCalledOnce();
  goElsewhere();
  expect(await button("Looks good")).toBeTruthy();
});

test("an open file is read anew for another destination, as it was decided to be read", async () => {
  const reading = { header: 3 };
  const set = { ...inspected(), mapping: { ...inspected().mapping, reading } };
  const inspect = vi.fn<Platform["inspect"]>().mockResolvedValueOnce(set).mockResolvedValue({ ...inspected(), target: { ...inspected().target, dataset_name: "Stage customers" } });
  const { user, goElsewhere } = show({ inspect });
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  goElsewhere();
  expect(await screen.findByText("Stage customers")).toBeTruthy();
  expect(inspect).toHaveBeenLastCalledWith("t1", reading);
});
