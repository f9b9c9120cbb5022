import { expect, test } from "vitest";
import { fields as there } from "../../../../test/data";
import { faultsOf, groupTitle, isTitle, wanted, type Reviewed } from "./review";

const field = (name: string, isOn = true): Reviewed => ({ column: name, name, title: name, kind: "string", isOn });

test("each name that is taken must be one that Adobe takes, and be there once", () => {
  const faults = faultsOf([field("shoeSize"), field("ShoeSize"), field("2nd"), field("a b"), field("store"), field("vip")], there);
  expect(faults).toEqual(["fields-fault-twice", "fields-fault-twice", "fields-fault-name", "fields-fault-name", "fields-fault-there", null]);
});

test("what is not taken stands in nobody's way, and is not sent", () => {
  const fields = [field("shoeSize"), field("shoeSize", false), field("2nd", false)];
  expect(faultsOf(fields, there)).toEqual([null, null, null]);
  expect(wanted(fields)).toEqual([{ column: "shoeSize", name: "shoeSize", title: "shoeSize", kind: "string" }]);
});

test("the group is called after the file, and never too long", () => {
  expect(groupTitle("shop.2026.csv", (file) => `Fields of ${file}`)).toBe("Fields of shop.2026");
  expect(isTitle(groupTitle(`${"x".repeat(300)}.csv`, (file) => `Fields of ${file}`))).toBe(true);
  expect([isTitle(" "), isTitle("x".repeat(101))]).toEqual([false, false]);
});
