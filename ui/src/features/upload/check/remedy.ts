/** What one click can do about a kind of finding: a changed mapping set, or nothing. Pure. */
import type { AddressGroup } from "../../../generated/AddressGroup";
import type { FindingCode } from "../../../generated/FindingCode";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Op } from "../../../generated/Op";

export interface Remedy {
  /** The words on its button. */
  words: string;
  mapping: MappingSet;
}

const GROUPS: Partial<Record<FindingCode, AddressGroup>> = { email_role: "role", email_placeholder: "placeholder", email_anonymised: "anonymised" };
const NOTHING = ["null", "(null)", "\\n", "n/a", "#n/a", "#n/b", "#nv", "-", "onbekend", "unknown", "unbekannt", "inconnu", "nvt", "n.v.t."];
const BAD_VALUES: FindingCode[] = [
  "date_unreadable",
  "date_implausible",
  "date_order_mixed",
  "date_time_unreadable",
  "number_unreadable",
  "number_out_of_range",
  "boolean_unreadable",
  "value_not_listed",
  "value_malformed",
  "value_too_long",
  "phone_unreadable",
  "country_unknown",
  "spreadsheet_damage",
  "text_undecodable",
];

function withOp(mapping: MappingSet, column: string | null, op: Op, first: boolean): MappingSet {
  const put = (recipe: Op[]) => (first ? [op, ...recipe] : [...recipe, op]);
  return { ...mapping, fields: mapping.fields.map((f) => (f.column === column ? { ...f, recipe: put(f.recipe) } : f)) };
}

/** The remedy for a finding under this mapping, if there is one that was not taken yet. */
export function remedyFor(finding: FindingSummary, mapping: MappingSet): Remedy | null {
  const { code, column } = finding;
  const { policy } = mapping;
  const group = GROUPS[code];
  if (group !== undefined) {
    if (policy.leave_out.includes(group)) return { words: "remedy-send-group", mapping: { ...mapping, policy: { ...policy, leave_out: policy.leave_out.filter((g) => g !== group) } } };
    return { words: "remedy-leave-group", mapping: { ...mapping, policy: { ...policy, leave_out: [...policy.leave_out, group] } } };
  }
  if (code === "email_shared") return { words: "remedy-by-number", mapping: { ...mapping, policy: { ...policy, shared_email: "number_only" } } };
  if (code === "text_mojibake") return { words: "remedy-repair", mapping: withOp(mapping, column, { op: "repair" }, false) };
  if (code === "missing_marker_kept") return { words: "remedy-missing", mapping: withOp(mapping, column, { op: "missing", values: NOTHING }, true) };
  if (code === "date_default") return { words: "remedy-no-date", mapping: withOp(mapping, column, { op: "missing", values: ["1900-01-01", "1970-01-01", "01-01-1900", "01-01-1970", "01/01/1900", "01/01/1970", "1900-01-01 00:00:00", "1970-01-01 00:00:00"] }, true) };
  if (code === "value_rejected") return { words: "remedy-drop-values", mapping: { ...mapping, policy: { ...policy, on_bad_value: "drop" } } };
  if (BAD_VALUES.includes(code)) return { words: "remedy-reject-rows", mapping: { ...mapping, policy: { ...policy, on_bad_value: "reject" } } };
  return null;
}
