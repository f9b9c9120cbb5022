import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { Platform } from "../../../../platform";
import { inUse, proposal } from "../../../../test/ahead";
import { checkReport } from "../../../../test/data";
import { failure, fakePlatform } from "../../../../test/fake";
import { broken, renderPage } from "../../../../test/render";
import { UploadPage } from "../../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function show(changes: Partial<Platform> = {}) {
  const checked: MappingSet[] = [];
  renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={vi.fn()} onRepeat={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform({
      check: (_, mapping) => {
        checked.push(mapping);
        return Promise.resolve(checkReport());
      },
      ...changes,
    }),
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  await user.click(screen.getByRole("radio", { name: /Not sent/ }));
  await user.click(await button("Make fields for the columns without one…"));
  const dialog = await screen.findByRole("dialog", { name: "Make fields for columns without one" });
  await within(dialog).findByRole("checkbox", { name: "taxvat" });
  return { user, checked, dialog };
}

test("the columns that are ticked become fields, are sent there, and undo takes both back as one", async () => {
  const createFields = vi.fn<Platform["createFields"]>((_, mapping, wanted) => Promise.resolve(inUse(mapping, wanted)));
  const { user, checked, dialog } = await show({ createFields });
  expect(await broken(dialog)).toEqual([]);
  expect(dialog.textContent).toContain("Fields cannot be taken back");
  await user.click(within(dialog).getByRole("checkbox", { name: "store_id" }));
  const name = within(dialog).getByRole("textbox", { name: "Name of the field for taxvat" });
  await user.clear(name);
  await user.type(name, "vat number");
  expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Make 1 field" }).disabled).toBe(true);
  await user.clear(name);
  await user.type(name, "vatNumber");
  await user.click(within(dialog).getByRole("button", { name: "Make 1 field" }));
  expect(createFields.mock.calls[0]?.[2]).toEqual({ version: 1, title: "Customer fields from customer_20261123_063005", fields: [{ ...proposal.fields[1], name: "vatNumber" }] });
  const row = await screen.findByRole("row", { name: /taxvat/ });
  expect(row.textContent).toContain("taxvat (Shop)");
  expect(screen.queryByRole("dialog", { name: /Make fields/ })).toBeNull();
  await waitFor(() => expect(row.contains(document.activeElement)).toBe(true));
  await waitFor(() => expect(checked.at(-1)?.fields.at(-1)).toEqual({ column: "taxvat", field: "tenant.vatNumber", recipe: [] }));
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(checked.at(-1)?.ignored).toContain("taxvat"));
});

test("what stands in the way is said there, and nothing changes", async () => {
  const { user, checked, dialog } = await show({ createFields: () => Promise.reject(failure({ code: "schema_not_own", params: { schema: "Adobe’s" } })) });
  await user.click(within(dialog).getByRole("button", { name: "Make 2 fields" }));
  expect((await within(dialog).findByTestId("trouble")).textContent).toContain("The schema “Adobe’s” is not your organisation’s own");
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(checked).toHaveLength(1);
  await waitFor(() => expect(document.activeElement?.textContent).toContain("Make fields"));
});

test("what was edited and cancelled is not there any more", async () => {
  const { user, dialog } = await show();
  await user.click(within(dialog).getByRole("checkbox", { name: "store_id" }));
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(await button("Make fields for the columns without one…"));
  expect(await button("Make 2 fields")).toBeTruthy();
});
