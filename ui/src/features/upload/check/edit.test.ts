import { expect, test } from "vitest";
import { inspected } from "../../../test/data";
import { answerDateOrder, assign, leaveDatesOut, leaveOut, put, withoutField, withPolicy } from "./edit";

const set = inspected();
const fieldOf = (column: string, mapping = set.mapping) => mapping.fields.filter((f) => f.column === column).map((f) => f.field);

test("a column that was not sent is sent at the end, without a recipe, and is ignored no longer", () => {
  const changed = assign(set.mapping, set, "taxvat", null, "loyalty.tier");
  expect(changed.fields.at(-1)).toEqual({ column: "taxvat", field: "loyalty.tier", recipe: [] });
  expect(changed.ignored).toEqual(["store_id"]);
  expect(set.mapping.ignored).toEqual(["store_id", "taxvat"]);
});

test("a field has one source: who had it before gives it up", () => {
  const changed = assign(set.mapping, set, "lastname", "person.name.lastName", "person.name.firstName");
  expect(fieldOf("lastname", changed)).toEqual(["person.name.firstName"]);
  expect(fieldOf("firstname", changed)).toEqual([]);
  expect(changed.ignored).toContain("firstname");
});

test("a column that goes back to its proposed field gets its recipe back", () => {
  const away = assign(set.mapping, set, "gender", "person.gender", "loyalty.tier");
  expect(away.fields.find((f) => f.column === "gender")?.recipe).toEqual([]);
  const back = assign(away, set, "gender", "loyalty.tier", "person.gender");
  expect(back.fields.find((f) => f.column === "gender")).toEqual(set.mapping.fields.find((f) => f.column === "gender"));
});

test("what is left out is ignored, blocked columns are not mentioned", () => {
  const changed = leaveOut(set.mapping, set, "dob", "person.birthDate");
  expect(fieldOf("dob", changed)).toEqual([]);
  expect(changed.ignored).toEqual(["dob", "store_id", "taxvat"]);
});

test("an answer is a recipe, a second answer replaces it", () => {
  const first = answerDateOrder(set.mapping, "dob", "dmy");
  const second = answerDateOrder(first, "dob", "mdy");
  expect(second.fields.find((f) => f.column === "dob")?.recipe).toEqual([{ op: "date", order: "mdy" }]);
  expect(fieldOf("dob", leaveDatesOut(second, set, "dob"))).toEqual([]);
});

test("an entry takes the place of the one that it was, and a fixed value takes a field over", () => {
  const [email] = set.mapping.fields;
  if (!email) throw new Error("no fields");
  const changed = put(set.mapping, set, "personalEmail.address", { ...email, recipe: [] });
  expect(changed.fields.map((f) => f.field)).toEqual(set.mapping.fields.map((f) => f.field));
  expect(changed.fields[0]?.recipe).toEqual([]);
  const fixed = put(set.mapping, set, null, { value: "web", field: "tenant.store", recipe: [] });
  expect(fixed.fields.filter((f) => f.field === "tenant.store")).toEqual([{ value: "web", field: "tenant.store", recipe: [] }]);
  expect(fixed.ignored).toContain("_store");
  expect(withoutField(fixed, set, "tenant.store").fields.some((f) => f.field === "tenant.store")).toBe(false);
});

test("a column that an identity, a recipe or a rule reads is not called ignored", () => {
  const policy = { ...set.mapping.policy, duplicates: { keep: "last" as const, by: "store_id" } };
  expect(withPolicy(set.mapping, set, policy).ignored).toEqual(["taxvat"]);
  const identity = { ...set.mapping.identity, others: [{ namespace: "CustomerId", column: "taxvat" }] };
  expect(withPolicy({ ...set.mapping, identity }, set, policy).ignored).toEqual([]);
});
