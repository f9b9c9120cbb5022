import { expect, test } from "vitest";
import { inspected } from "../../../test/data";
import { answerDateOrder, assign, leaveDatesOut, leaveOut } from "./edit";

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
