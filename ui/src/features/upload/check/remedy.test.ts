import { expect, test } from "vitest";
import type { FindingCode } from "../../../generated/FindingCode";
import { inspected } from "../../../test/data";
import { diff } from "../changes/patch";
import { remedyFor } from "./remedy";

const finding = (code: FindingCode, column: string | null = "email", rows = 3) => ({ code, severity: "please_check" as const, column, count: 3, rows, examples: [] });
const { mapping } = inspected();

test("a group of addresses is left out with one click and sent again with another", () => {
  const left = remedyFor(finding("email_placeholder"), mapping);
  expect(left?.mapping.policy.leave_out).toContain("placeholder");
  expect(left && remedyFor(finding("email_placeholder"), left.mapping)?.mapping.policy.leave_out).not.toContain("placeholder");
});

test("remedies change the column that they are about and nothing else", () => {
  const repaired = remedyFor(finding("text_mojibake", "firstname"), mapping)?.mapping;
  expect(repaired?.fields.filter((f) => f.recipe.some((op) => op.op === "repair")).map((f) => f.column)).toEqual(["firstname"]);
  for (const code of ["missing_marker_kept", "date_default"] as const) {
    const without = remedyFor(finding(code, "firstname"), mapping)?.mapping;
    expect(without?.policy.leave_out_values).toEqual([{ column: "firstname", code }]);
    expect(without && diff(mapping, without)).toHaveLength(1);
  }
});

test("rows are left out for what stands on the line, and the rule for all columns stays as it is", () => {
  const dob = remedyFor(finding("date_unreadable", "dob"), mapping);
  expect(dob?.rows).toBe(3);
  expect(dob?.mapping.policy).toEqual({ ...mapping.policy, leave_out_rows: [{ column: "dob", code: "date_unreadable" }] });
  const both = dob && remedyFor(finding("phone_unreadable", "phone"), dob.mapping)?.mapping;
  expect(both?.policy.leave_out_rows).toEqual([
    { column: "dob", code: "date_unreadable" },
    { column: "phone", code: "phone_unreadable" },
  ]);
  const back = both && remedyFor(finding("value_rejected", "dob"), both)?.mapping;
  expect(back?.policy.leave_out_rows).toEqual([{ column: "phone", code: "phone_unreadable" }]);
});

test("where nobody would be left out, or everybody by another rule, there is no button", () => {
  expect(remedyFor(finding("date_unreadable", "dob", 0), mapping)).toBeNull();
  expect(remedyFor(finding("date_unreadable", null), mapping)).toBeNull();
  expect(remedyFor(finding("duplicate_merged"), mapping)).toBeNull();
  const strict = { ...mapping, policy: { ...mapping.policy, on_bad_value: "reject" as const } };
  expect(remedyFor(finding("value_rejected", "dob"), strict)).toBeNull();
});
