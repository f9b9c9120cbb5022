import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { Platform } from "../../../../platform";
import { checkReport } from "../../../../test/data";
import { fakePlatform } from "../../../../test/fake";
import { broken, renderPage } from "../../../../test/render";
import { UploadPage } from "../../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

/** The check page of a file, and the mappings that it was checked under. */
async function show(changes: Partial<Platform> = {}) {
  const checked: MappingSet[] = [];
  const platform = fakePlatform({
    check: (_, mapping) => {
      checked.push(mapping);
      return Promise.resolve(checkReport());
    },
    ...changes,
  });
  const view = renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={() => undefined} onRepeat={() => undefined} onGoToConnections={vi.fn()} />
    </main>,
    platform,
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  const recipeOf = (field: string) => checked.at(-1)?.fields.find((f) => f.field === field);
  return { ...view, user, checked, recipeOf };
}

test("a step is added with its parameters, seen in three cells, applied and undone", async () => {
  const preview = vi.fn<Platform["preview"]>((_, mapping) =>
    Promise.resolve(mapping.fields.map(({ field, recipe }) => ({ field, samples: ["Vos van", "Prins de", "Berg ter"].map((before) => ({ before, after: recipe.some((op) => op.op === "split") ? (before.split(" ")[0] ?? "") : before, finding: null })) }))),
  );
  const { user, recipeOf } = await show({ preview });
  await user.click(await button("lastname: As is. Change what happens"));
  const dialog = await screen.findByRole("dialog", { name: "lastname to Last name" });
  await waitFor(() => expect(within(dialog).getByTestId("recipe-preview").textContent).toContain("After: Vos van"));
  await user.click(within(dialog).getByRole("button", { name: "Add a step" }));
  await user.click(await screen.findByRole("menuitem", { name: "Take one piece" }));
  await waitFor(() => expect(within(dialog).getByTestId("recipe-preview").textContent).toMatch(/After: Vos.*After: Prins.*After: Berg/));
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("switch", { name: "Leave out customers without it" }));
  await user.click(within(dialog).getByRole("button", { name: "Apply" }));
  await waitFor(() => expect(recipeOf("person.name.lastName")).toEqual({ column: "lastname", field: "person.name.lastName", recipe: [{ op: "split", on: " ", take: 1 }], required: true }));
  expect(await button("lastname: Piece 1 at “␣”, must be there. Change what happens")).toBeTruthy();
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(recipeOf("person.name.lastName")).toEqual({ column: "lastname", field: "person.name.lastName", recipe: [] }));
});

test("a cut without a mark is told beside its field and cannot be applied", async () => {
  const { user } = await show();
  await user.click(await button(/^lastname: As is/));
  await user.click(await button("Add a step"));
  await user.click(await screen.findByRole("menuitem", { name: "Take one piece" }));
  const dialog = screen.getByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: /Cut at/ }));
  await user.click(await screen.findByRole("option", { name: "Something else" }));
  const mark = within(dialog).getByRole("textbox", { name: "Which character" });
  expect(mark.getAttribute("aria-invalid")).toBe("true");
  expect(dialog.textContent).toContain("Say what to cut at.");
  expect(within(dialog).getByRole("button", { name: "Apply" }).hasAttribute("disabled")).toBe(true);
  await user.type(mark, "~");
  expect(dialog.textContent).not.toContain("Say what to cut at.");
  expect(within(dialog).getByRole("button", { name: "Apply" }).hasAttribute("disabled")).toBe(false);
});

test("steps move and go by keyboard, and the focus stays with them", async () => {
  const { user, recipeOf } = await show();
  await user.click(await button(/^email: Lower case/));
  const down = await button("Move down: Take spaces off both ends, step 1 of 2");
  down.focus();
  await user.keyboard("{Enter}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move up: Take spaces off both ends, step 2 of 2");
  await user.click(await button("Take out: Take spaces off both ends, step 2 of 2"));
  expect(document.activeElement?.textContent).toBe("Add a step");
  await user.click(await button("Apply"));
  await waitFor(() => expect(recipeOf("personalEmail.address")?.recipe).toEqual([{ op: "lowercase" }]));
});

test("a value map keeps its rows while one types, and tells a cell that stands there twice", async () => {
  const { user, recipeOf } = await show();
  await user.click(await button(/^gender: 2 values/));
  const dialog = await screen.findByRole("dialog");
  const cell = within(dialog).getByRole("textbox", { name: "Cell, row 1" });
  await user.clear(cell);
  await user.type(cell, "Male");
  expect(dialog.textContent).toContain("A cell stands here twice.");
  await user.clear(cell);
  await user.type(cell, "Vrouw");
  await user.click(within(dialog).getByRole("button", { name: "Apply" }));
  await waitFor(() => expect(recipeOf("person.gender")?.recipe).toEqual([{ op: "map", values: { Vrouw: "female", Male: "male" }, otherwise: null }]));
});

test("a fixed value goes to a field and can be taken out again", async () => {
  const { user, recipeOf } = await show();
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: "Add a fixed value…" }));
  const dialog = await screen.findByRole("dialog", { name: "A fixed value" });
  await user.type(within(dialog).getByRole("combobox", { name: /Adobe field/ }), "Company");
  await user.click(await screen.findByRole("option", { name: /Company/ }));
  const value = within(dialog).getByRole("textbox", { name: "The same value for every customer" });
  await user.type(value, "B.V.");
  await user.click(within(dialog).getByRole("button", { name: "Apply" }));
  await waitFor(() => expect(recipeOf("tenant.company")).toEqual({ value: "B.V.", field: "tenant.company", recipe: [] }));
  await user.click(await button(/^Always “B.V.”: Company/));
  await user.click(await screen.findByRole("menuitem", { name: "Don’t send this column" }));
  await waitFor(() => expect(recipeOf("tenant.company")).toBeUndefined());
});

test("the rules are chosen together and undone together", async () => {
  const { user, checked, container } = await show();
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: "Rules for doubtful rows…" }));
  const dialog = await screen.findByRole("dialog", { name: "Rules for doubtful rows" });
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("radio", { name: "Leave out the customer" }));
  await user.click(within(dialog).getByRole("radio", { name: "The newest row counts" }));
  await user.click(within(dialog).getByRole("button", { name: /Newest by this column/ }));
  await user.click(await screen.findByRole("option", { name: "created_at" }));
  await user.click(within(dialog).getByRole("radio", { name: "Send them by customer number alone" }));
  await user.click(within(dialog).getByRole("checkbox", { name: "of a desk, such as info@" }));
  await user.click(within(dialog).getByRole("button", { name: "Apply" }));
  await waitFor(() => expect(checked.at(-1)?.policy).toEqual({ on_bad_value: "reject", duplicates: { keep: "last", by: "created_at" }, blank: "omit", shared_email: "number_only", leave_out: ["role", "anonymised"] }));
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(checked.at(-1)?.policy.on_bad_value).toBe("drop"));
  expect(await broken(container)).toEqual([]);
});
