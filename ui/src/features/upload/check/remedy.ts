/** What one click can do about a kind of finding, in its column and nowhere else: a changed mapping set, or nothing. Pure. */
import type { AddressGroup } from "../../../generated/AddressGroup";
import type { FindingCode } from "../../../generated/FindingCode";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { FoundIn } from "../../../generated/FoundIn";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Op } from "../../../generated/Op";
import type { Policy } from "../../../generated/Policy";

export interface Remedy {
  /** The words on its button. */
  words: string;
  /** How many rows the button says that it is about; null where it says none. */
  rows: number | null;
  mapping: MappingSet;
}

const GROUPS: Partial<Record<FindingCode, AddressGroup>> = { email_role: "role", email_placeholder: "placeholder", email_anonymised: "anonymised" };
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

function repaired(mapping: MappingSet, column: string | null): MappingSet {
  return { ...mapping, fields: mapping.fields.map((f) => (f.column === column ? { ...f, recipe: [...f.recipe, { op: "repair" } satisfies Op] } : f)) };
}

/** This kind of finding in this column, once. */
function withFound(all: FoundIn[] | undefined, column: string, code: FindingCode): FoundIn[] {
  return [...(all ?? []).filter((known) => known.column !== column || known.code !== code), { column, code }];
}

/** The remedy for a finding under this mapping, if there is one that was not taken yet. */
export function remedyFor({ code, column, rows }: FindingSummary, mapping: MappingSet): Remedy | null {
  const { policy } = mapping;
  const remedy = (words: string, changes: Partial<Policy>, about: number | null = null): Remedy => ({ words, rows: about, mapping: { ...mapping, policy: { ...policy, ...changes } } });
  const group = GROUPS[code];
  if (group !== undefined) {
    if (policy.leave_out.includes(group)) return remedy("remedy-send-group", { leave_out: policy.leave_out.filter((g) => g !== group) });
    return remedy("remedy-leave-group", { leave_out: [...policy.leave_out, group] });
  }
  if (code === "email_shared") return remedy("remedy-by-number", { shared_email: "number_only" });
  // What stands in no column is in every row alike: nothing can be done about some of them.
  if (column === null) return null;
  if (code === "text_mojibake") return { words: "remedy-repair", rows: null, mapping: repaired(mapping, column) };
  if (code === "missing_marker_kept") return remedy("remedy-missing", { leave_out_values: withFound(policy.leave_out_values, column, code) });
  if (code === "date_default") return remedy("remedy-no-date", { leave_out_values: withFound(policy.leave_out_values, column, code) });
  if (code === "value_rejected") return takenBack(policy, column, remedy);
  if (BAD_VALUES.includes(code) && rows > 0) return remedy("remedy-reject-rows", { leave_out_rows: withFound(policy.leave_out_rows, column, code) }, rows);
  return null;
}

/** Rows that were left out for what is in one column. Where the rule for all columns leaves them out, that is changed among the rules: a line of one column does not change it for all. */
function takenBack(policy: Policy, column: string, remedy: (words: string, changes: Partial<Policy>) => Remedy): Remedy | null {
  const others = (policy.leave_out_rows ?? []).filter((known) => known.column !== column);
  const isOwn = policy.on_bad_value === "drop" && others.length < (policy.leave_out_rows ?? []).length;
  return isOwn ? remedy("remedy-drop-values", { leave_out_rows: others }) : null;
}
