/** What becomes of each column: the fields that it feeds, and the identity that it goes out as. Pure. */
import type { ColumnView } from "../../../../generated/ColumnView";
import type { FieldView } from "../../../../generated/FieldView";
import type { IdentitySource } from "../../../../generated/IdentitySource";
import type { IdentityUse } from "../../../../generated/IdentityUse";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { Op } from "../../../../generated/Op";
import type { Checking } from "../../flow";

export interface Use {
  /** Paths, in the mapping's order. */
  fields: string[];
  /** The namespace of the identity, null where it is none. */
  identity: string | null;
}

/** The columns whose cells an operation puts into the value, besides its own. */
function adds(op: Op): string[] {
  if (op.op === "join" || op.op === "first_of") return op.columns;
  return op.op === "consent" ? (op.also ?? []).map(({ column }) => column) : [];
}

/** The column that an identity's values come from. */
function columnOf({ column, field }: IdentitySource, mapping: MappingSet): string | null {
  return column ?? mapping.fields.find((entry) => entry.field === field)?.column ?? null;
}

/** By the mapping alone, for every column that goes out. */
export function usesOf(mapping: MappingSet, fields: readonly FieldView[]): Map<string, Use> {
  const uses = new Map<string, Use>();
  const at = (column: string) => {
    const known = uses.get(column) ?? { fields: [], identity: null };
    uses.set(column, known);
    return known;
  };
  for (const entry of mapping.fields) {
    for (const column of new Set([...(entry.column === undefined ? [] : [entry.column]), ...entry.recipe.flatMap(adds)])) at(column).fields.push(entry.field);
    const namespace = fields.find(({ path }) => path === entry.field)?.identity ?? null;
    if (entry.column !== undefined && namespace !== null) at(entry.column).identity ??= namespace;
  }
  for (const identity of [mapping.identity.primary, ...mapping.identity.others]) {
    const column = columnOf(identity, mapping);
    if (column !== null) at(column).identity = identity.namespace;
  }
  return uses;
}

/** As the check found it, null where it does not go out; undefined before that. */
function found({ check }: Checking, column: string): Use | null | undefined {
  const use = check.is === "done" ? check.report.columns.find(({ name }) => name === column) : undefined;
  return use && (use.sent ? { fields: use.fields, identity: use.identity } : null);
}

/** Columns that feed nothing, in file order: nothing of them goes out. */
export function unsentColumns(flow: Checking): ColumnView[] {
  const uses = usesOf(flow.mapping, flow.inspected.fields);
  return flow.inspected.inspection.columns.filter(({ name, blocked }) => blocked === null && (!uses.has(name) || found(flow, name) === null));
}

/** What goes out without an entry of its own in the mapping: as an identity, or within another column's value. */
export interface Beside extends Use {
  column: string;
}

export function besides(flow: Checking): Beside[] {
  const { mapping, inspected } = flow;
  const own = new Set(mapping.fields.map(({ column }) => column));
  const beside = ([column, known]: [string, Use]): Beside[] => {
    const use = found(flow, column) === undefined ? known : found(flow, column);
    if (!use) return [];
    // A field that is the identity shows it itself.
    const isInField = use.fields.some((path) => inspected.fields.find((field) => field.path === path)?.identity === use.identity);
    const rest = { column, fields: own.has(column) ? [] : use.fields, identity: isInField ? null : use.identity };
    return rest.identity === null && rest.fields.length === 0 ? [] : [rest];
  };
  return [...usesOf(mapping, inspected.fields)].flatMap(beside);
}

/** What customers are told apart by: as the check found it; before that, as the mapping says. */
export function toldBy({ check, mapping, inspected }: Checking): IdentityUse[] {
  if (check.is === "done") return check.report.identities;
  // The proposal was bound to the dataset when the file was read, which may have an identity of its own.
  if (mapping === inspected.mapping && inspected.remembered === null && inspected.inspection.identities.length > 0) return inspected.inspection.identities;
  const told = (source: IdentitySource, index: number): IdentityUse => ({ namespace: source.namespace, column: columnOf(source, mapping), field: source.field ?? null, primary: index === 0, count: null });
  return [mapping.identity.primary, ...mapping.identity.others].map(told).filter(({ column }) => column !== null);
}

