import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { expect, test, vi } from "vitest";
import type { FieldView } from "../../../generated/FieldView";
import type { Platform } from "../../../platform";
import { connections, schema } from "../../../test/connections";
import { failure, fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { SchemaDialog } from "./SchemaDialog";
import { objectsOf, treeOf } from "./tree";

const gender: FieldView = { path: "person.gender", title: "Gender", group: ["Person"], kind: "string", values: ["female", "male", "not_specified"], identity: null, required: true };

function show(changes: Partial<Platform> = {}) {
  renderPage(
    <DialogContainer onDismiss={() => undefined}>
      <SchemaDialog connection={connections[1] as (typeof connections)[number]} onClose={() => undefined} />
    </DialogContainer>,
    fakePlatform(changes),
  );
  return { user: userEvent.setup() };
}

test("a field is found by its friendly name and shown with what it accepts", async () => {
  const view = schema();
  const { user } = show({ schema: () => Promise.resolve({ ...view, fields: [...view.fields.filter(({ path }) => path !== gender.path), gender] }) });
  const tree = await screen.findByRole("treegrid", { name: "Fields of the schema" });
  expect(within(tree).queryByText(/Gender/)).toBeNull();
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
  await user.type(screen.getByRole("searchbox"), "gender");
  await user.click(await within(tree).findByText(/Gender/));
  const field = await screen.findByTestId("schema-field");
  for (const fact of ["person.gender", "female, male, not_specified", "required"]) expect(field.textContent).toContain(fact);
});

test("an object opens with the right arrow", async () => {
  const { user } = show();
  const tree = await screen.findByRole("treegrid");
  await user.click(within(tree).getAllByRole("row")[0] as HTMLElement);
  await user.keyboard("{ArrowRight}");
  expect(await within(tree).findByText("name", { exact: false })).toBeTruthy();
});

test("it says how old it is and can be read again", async () => {
  const old = new Date(Date.now() - 5 * 60_000).toISOString();
  const { user } = show({ schema: vi.fn<Platform["schema"]>().mockResolvedValueOnce(schema(old)).mockImplementation(() => Promise.resolve(schema())) });
  await waitFor(() => expect(screen.getByTestId("schema-age").textContent).toBe("Read 5 minutes ago"));
  await user.click(screen.getByRole("button", { name: "Read again" }));
  await waitFor(() => expect(screen.getByTestId("schema-age").textContent).toBe("Read just now"));
});

test("a schema that cannot be read says why", async () => {
  show({ schema: () => Promise.reject(failure({ code: "dataset_not_for_profile", params: { dataset: "Old newsletter" } })) });
  expect((await screen.findByTestId("trouble")).textContent).toContain("not switched on for profiles");
});

test("fields become the tree that they are, objects with the schema's titles", () => {
  const tree = treeOf([gender, { ...gender, path: "person.name.firstName", title: "First name", group: ["Person", "Full name"] }, { ...gender, path: "timeZone", title: "Time zone", group: [] }]);
  expect(tree.map(({ title }) => title)).toEqual(["Person", "Time zone"]);
  expect(tree[0]?.children.map(({ title }) => title)).toEqual(["Gender", "Full name"]);
  expect(objectsOf(tree)).toEqual(["person", "person.name"]);
});
