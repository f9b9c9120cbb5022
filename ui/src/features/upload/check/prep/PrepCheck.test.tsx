import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Platform } from "../../../../platform";
import { dataPrepTrial } from "../../../../test/ahead";
import { failure, fakePlatform } from "../../../../test/fake";
import { broken, renderPage } from "../../../../test/render";
import { UploadPage } from "../../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function choose(item: string, changes: Partial<Platform> = {}) {
  renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={vi.fn()} onRepeat={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform(changes),
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: item }));
  return user;
}

test("an exported mapping says what is in the file, and what is not", async () => {
  const user = await choose("Export for Adobe Data Prep…");
  const dialog = await screen.findByRole("dialog", { name: "Exported for Data Prep" });
  expect(dialog.textContent).toContain("“shop-data-prep.json” has 2 rules");
  expect(dialog.textContent).toContain("Birth date: dates in another form than the column’s usual one");
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent).toContain("Mapping"));
});

test("a dialog that was left without a choice says nothing", async () => {
  await choose("Export for Adobe Data Prep…", { saveDataPrep: () => Promise.resolve(null) });
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("nothing is compared before somebody says so; then the fields that differ come first", async () => {
  const tryDataPrep = vi.fn<Platform["tryDataPrep"]>(() => Promise.resolve(dataPrepTrial));
  const user = await choose("Check with Data Prep…", { tryDataPrep });
  const dialog = await screen.findByRole("dialog", { name: "Check with Data Prep" });
  expect(tryDataPrep).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole("button", { name: "Compare" }));
  const list = await within(dialog).findByRole("list", { name: "Fields, those that differ first" });
  expect(within(list).getAllByRole("listitem").map((item) => item.textContent)).toEqual(["Birth dateanother value for 1, a value only here for 3", "First nameThe same"]);
  expect(dialog.textContent).toContain("Data Prep makes something else of 1 field");
  expect(await broken(dialog)).toEqual([]);
});

test("opened once more, it asks anew", async () => {
  const user = await choose("Check with Data Prep…");
  await user.click(await button("Compare"));
  await screen.findByRole("list", { name: /Fields/ });
  await user.click(await button("Close"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: "Check with Data Prep…" }));
  expect(await button("Compare")).toBeTruthy();
});

test("rules that were changed and cancelled are as they were", async () => {
  const user = await choose("Rules for doubtful rows…");
  await user.click(await screen.findByRole("radio", { name: "Leave out the customer" }));
  await user.click(await button("Cancel"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: "Rules for doubtful rows…" }));
  expect((await screen.findByRole<HTMLInputElement>("radio", { name: "Leave out the customer" })).checked).toBe(false);
});

test("a rule that Data Prep cannot use is told with its own words", async () => {
  const fields = dataPrepTrial.fields.map((field) => ({ ...field, valid: false, said: "Unknown function" }));
  const user = await choose("Check with Data Prep…", { tryDataPrep: () => Promise.resolve({ ...dataPrepTrial, fields }) });
  await user.click(await button("Compare"));
  expect((await screen.findByRole("list", { name: /Fields/ })).textContent).toContain("Data Prep cannot use this ruleUnknown function");
});

test("where it cannot be asked, the problem is said", async () => {
  const user = await choose("Check with Data Prep…", { tryDataPrep: () => Promise.reject(failure({ code: "not_permitted", params: { sandbox: "stage" } })) });
  await user.click(await button("Compare"));
  expect((await screen.findByTestId("trouble")).textContent).toContain("may not do this in sandbox “stage”");
});
