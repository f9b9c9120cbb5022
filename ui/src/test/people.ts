/** Invented answers about who is who and what they allow, much simpler than the program’s. */
import type { ConsentMeaning } from "../generated/ConsentMeaning";
import type { ConsentReads } from "../generated/ConsentReads";
import type { MappingIdentity } from "../generated/MappingIdentity";
import type { MappingSet } from "../generated/MappingSet";
import { checkReport, inspected } from "./data";

const EMAIL_FIELD = { namespace: "Email", field: "personalEmail.address" };
const CONSENT = "consents.marketing.email.val";

export function toldBy(column: string | null, namespace: string): MappingIdentity {
  return column === null ? { primary: EMAIL_FIELD, others: [] } : { primary: { namespace, column }, others: [EMAIL_FIELD] };
}

/** One channel, and the column alone. */
export function withConsent(mapping: MappingSet, column: string, reads: ConsentReads | null): MappingSet {
  const others = mapping.fields.filter((entry) => entry.column !== column);
  const fields = others.map((entry) => ({ ...entry, recipe: entry.recipe.map((op) => (op.op === "consent" ? { ...op, also: (op.also ?? []).filter((other) => other.column !== column) } : op)) }));
  const left_out = (mapping.left_out ?? []).filter((known) => known !== column);
  if (reads === null) return { ...mapping, fields, left_out: [...left_out, column] };
  return { ...mapping, fields: [...fields, { column, field: CONSENT, recipe: [{ op: "consent", reads }] }], left_out };
}

export function meaning(cell: string, reads: ConsentReads): ConsentMeaning {
  const word = cell.toLowerCase();
  if (word === "") return "nothing";
  if (word !== "yes" && word !== "no") return "unreadable";
  if (reads === "objects") return word === "yes" ? "object" : "nothing";
  return word === "yes" ? "allow" : "object";
}

/** A newsletter list: who gave permission, and who objected. */
export function newsletter() {
  const set = inspected();
  const column = (name: string, samples: string[], index: number) => ({ index, name, filled: 1, samples, blocked: null, suggestion: null });
  const consent = { column: "opt_in", field: CONSENT, recipe: [{ op: "consent" as const, reads: "grants" as const, also: [{ column: "EMAIL_BLACKLISTED", reads: "objects" as const }] }] };
  return {
    ...set,
    inspection: { ...set.inspection, layout: null, columns: [...set.inspection.columns, column("opt_in", ["yes", "no"], 12), column("EMAIL_BLACKLISTED", ["yes", "no"], 13)] },
    mapping: { ...set.mapping, fields: [...set.mapping.fields, consent] },
  };
}

export function newsletterReport(mapping: MappingSet) {
  return { ...checkReport(), mapping, columns: [], consent: [{ channel: "email", allow: 3_120, object: 411, unsaid: 87 }] };
}

/** Commerce’s customer grid, whose numbers are Commerce’s. */
export function grid() {
  const set = inspected();
  const number = { index: 12, name: "ID", filled: 1, samples: ["1001", "1002"], blocked: null, suggestion: null };
  return {
    ...set,
    inspection: {
      ...set.inspection,
      layout: "commerce_grid" as const,
      columns: [number, ...set.inspection.columns],
      identities: [
        { namespace: "CustomerId", column: "ID", field: null, primary: true, count: null },
        { namespace: "Email", column: "email", field: "personalEmail.address", primary: false, count: null },
      ],
    },
    mapping: { ...set.mapping, identity: toldBy("ID", "CustomerId") },
  };
}
