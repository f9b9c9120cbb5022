import { expect, test } from "vitest";
import type { FindingCode } from "../../../generated/FindingCode";
import { inspected } from "../../../test/data";
import { remedyFor } from "./remedy";

const finding = (code: FindingCode, column: string | null = "email") => ({ code, severity: "please_check" as const, column, count: 3, examples: [] });

test("a group of addresses is left out with one click and sent again with another", () => {
  const { mapping } = inspected();
  const left = remedyFor(finding("email_placeholder"), mapping);
  expect(left?.mapping.policy.leave_out).toContain("placeholder");
  expect(left && remedyFor(finding("email_placeholder"), left.mapping)?.mapping.policy.leave_out).not.toContain("placeholder");
});

test("remedies change the column that they are about and nothing else", () => {
  const { mapping } = inspected();
  const repaired = remedyFor(finding("text_mojibake", "firstname"), mapping)?.mapping;
  expect(repaired?.fields.filter((f) => f.recipe.some((op) => op.op === "repair")).map((f) => f.column)).toEqual(["firstname"]);
  const words = remedyFor(finding("missing_marker_kept", "firstname"), mapping)?.mapping;
  expect(words?.fields.find((f) => f.column === "firstname")?.recipe[0]?.op).toBe("missing");
});

test("the policy for bad values goes both ways, and some findings need nothing", () => {
  const { mapping } = inspected();
  const strict = remedyFor(finding("date_unreadable", "dob"), mapping)?.mapping;
  expect(strict?.policy.on_bad_value).toBe("reject");
  expect(strict && remedyFor(finding("value_rejected", "dob"), strict)?.mapping.policy.on_bad_value).toBe("drop");
  expect(remedyFor(finding("duplicate_merged"), mapping)).toBeNull();
});
