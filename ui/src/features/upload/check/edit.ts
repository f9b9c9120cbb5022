/** Changes to a mapping set. Pure: the earlier one stays as it was, so that undo is a step back. */
import type { DateOrder } from "../../../generated/DateOrder";
import type { Inspected } from "../../../generated/Inspected";
import type { MappedField } from "../../../generated/MappedField";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Op } from "../../../generated/Op";
import type { Policy } from "../../../generated/Policy";

/** The recipe that was proposed for this column and field, or none: a column that moves keeps nothing of its old field. */
function recipeFor(inspected: Inspected, column: string, field: string): Op[] {
  const suggestion = inspected.inspection.columns.find((c) => c.name === column)?.suggestion;
  if (suggestion?.field === field) return suggestion.recipe;
  return inspected.mapping.fields.find((f) => f.column === column && f.field === field)?.recipe ?? [];
}

/** Sends `column` to `field`. `from` is the field that it went to before, null for a column that was not sent. */
export function assign(mapping: MappingSet, inspected: Inspected, column: string, from: string | null, field: string): MappingSet {
  const known = inspected.mapping.fields.find((f) => f.column === column && f.field === field);
  const entry: MappedField = known ?? { column, field, recipe: recipeFor(inspected, column, field) };
  const isOld = (f: MappedField) => f.column === column && f.field === from;
  const at = mapping.fields.findIndex(isOld);
  // A field has one source: whoever had it before gives it up.
  const others = mapping.fields.filter((f) => !isOld(f) && f.field !== field);
  const place = at < 0 ? others.length : Math.min(at, others.length);
  return withIgnored({ ...mapping, fields: [...others.slice(0, place), entry, ...others.slice(place)] }, inspected);
}

/** Puts an entry in the place of the one that fills the field `was`; null adds it. Whoever filled its field before gives it up. */
export function put(mapping: MappingSet, inspected: Inspected, was: string | null, entry: MappedField): MappingSet {
  const at = mapping.fields.findIndex((f) => f.field === was);
  const others = mapping.fields.filter((f) => f.field !== was && f.field !== entry.field);
  const place = at < 0 ? others.length : Math.min(at, others.length);
  return withIgnored({ ...mapping, fields: [...others.slice(0, place), entry, ...others.slice(place)] }, inspected);
}

/** Sends nothing to `field` any more. */
export function withoutField(mapping: MappingSet, inspected: Inspected, field: string): MappingSet {
  return withIgnored({ ...mapping, fields: mapping.fields.filter((f) => f.field !== field) }, inspected);
}

/** Other rules for doubtful rows and values. */
export function withPolicy(mapping: MappingSet, inspected: Inspected, policy: Policy): MappingSet {
  return withIgnored({ ...mapping, policy }, inspected);
}

/** Leaves out what `column` sends to `field`. */
export function leaveOut(mapping: MappingSet, inspected: Inspected, column: string, field: string): MappingSet {
  return withIgnored({ ...mapping, fields: mapping.fields.filter((f) => !(f.column === column && f.field === field)) }, inspected);
}

/** Answers a question about a column: the operation takes the place of those of its kind in every field of the column. */
export function answerWith(mapping: MappingSet, column: string, op: Op): MappingSet {
  const told = (recipe: Op[]): Op[] => {
    const earlier = recipe.find((known) => known.op === op.op);
    // The last year that two digits can mean was found in the file, and stays.
    const pivot = op.op === "date" && earlier?.op === "date" && earlier.pivot !== undefined ? { pivot: earlier.pivot } : {};
    return [...recipe.filter((known) => known.op !== op.op), { ...op, ...pivot }];
  };
  return { ...mapping, fields: mapping.fields.map((f) => (f.column === column ? { ...f, recipe: told(f.recipe) } : f)) };
}

/** Answers the question which of day and month comes first. */
export function answerDateOrder(mapping: MappingSet, column: string, order: DateOrder): MappingSet {
  return answerWith(mapping, column, { op: "date", order });
}

/** The other answer: its dates are not sent at all. */
export function leaveDatesOut(mapping: MappingSet, inspected: Inspected, column: string): MappingSet {
  return withIgnored({ ...mapping, fields: mapping.fields.filter((f) => !(f.column === column && f.field.endsWith("Date"))) }, inspected);
}

/** The columns that an operation reads besides its own. */
function columnsOf(op: Op): string[] {
  if (op.op === "join" || op.op === "first_of") return op.columns;
  if (op.op === "consent") return (op.also ?? []).map(({ column }) => column);
  return op.op === "phone" && op.country_column !== undefined ? [op.country_column] : [];
}

/** Columns that feed nothing were looked at and are not sent; blocked ones need no mention. */
export function withIgnored(mapping: MappingSet, inspected: Inspected): MappingSet {
  const used = new Set<string>();
  for (const field of mapping.fields) {
    if (field.column !== undefined) used.add(field.column);
    for (const op of field.recipe) for (const column of columnsOf(op)) used.add(column);
    if (field.when !== undefined) used.add(field.when);
  }
  for (const { column } of [mapping.identity.primary, ...mapping.identity.others]) if (column !== undefined) used.add(column);
  if (mapping.policy.duplicates.by !== null) used.add(mapping.policy.duplicates.by);
  const ignored = inspected.inspection.columns.filter((c) => c.blocked === null && !used.has(c.name)).map((c) => c.name);
  return { ...mapping, ignored };
}
