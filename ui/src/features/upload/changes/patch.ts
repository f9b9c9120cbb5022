/** The difference between two mapping sets, entry by entry. Pure. `ignored` is no entry: it follows from the others. */
import type { MappedField } from "../../../generated/MappedField";
import type { MappingSet } from "../../../generated/MappingSet";

/** One entry before and after a change; `undefined` where it is not there. */
export interface Patch {
  entry: string;
  before: unknown;
  after: unknown;
}

type Side = "before" | "after";
type Lists = Record<string, unknown>;

const DERIVED = ["ignored"];
const FIELD = "field";
const POLICY = "policy";
const MEMBER = "member";

/** A name for an entry that tells what it is, so that it can be put back. */
const entryOf = (...parts: string[]) => JSON.stringify(parts);

/** Everything that can be changed by itself: each field, each rule, each member of a rule that is a list, and the rest whole. Who a record is about is one decision. */
function entriesOf(mapping: MappingSet): Map<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const [key, value] of Object.entries(mapping) as [string, unknown][]) {
    if (DERIVED.includes(key) || value === undefined) continue;
    if (key === "fields") for (const field of mapping.fields) entries.set(entryOf(FIELD, field.field), field);
    else if (key === POLICY) for (const [rule, what] of Object.entries(mapping.policy) as [string, unknown][]) addRule(entries, rule, what);
    else entries.set(entryOf(key), value);
  }
  return entries;
}

function addRule(entries: Map<string, unknown>, rule: string, what: unknown) {
  if (Array.isArray(what)) for (const member of what as unknown[]) entries.set(entryOf(MEMBER, rule, canonical(member)), member);
  else if (what !== undefined) entries.set(entryOf(POLICY, rule), what);
}

/** The same text for the same thing, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part !== null && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part as Lists).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

const isSame = (a: unknown, b: unknown) => canonical(a ?? null) === canonical(b ?? null);

/** Says the same, in whatever order. */
export function sameMapping(a: MappingSet, b: MappingSet): boolean {
  return a === b || diff(a, b).length === 0;
}

/** What makes `after` out of `before`. */
export function diff(before: MappingSet, after: MappingSet): Patch[] {
  const [was, is] = [entriesOf(before), entriesOf(after)];
  const patches: Patch[] = [];
  for (const entry of new Set([...was.keys(), ...is.keys()])) {
    const patch = { entry, before: was.get(entry), after: is.get(entry) };
    if (!isSame(patch.before, patch.after)) patches.push(patch);
  }
  return patches;
}

/** The mapping with these entries as they are on one side of a change; `order` is how its fields stood there. */
export function apply(mapping: MappingSet, patches: Patch[], side: Side, order: string[]): MappingSet {
  const changed = patches.reduce((set, patch) => withEntry(set, patch.entry, patch[side]), mapping);
  return { ...changed, fields: arranged(changed.fields, order) };
}

function withEntry(mapping: MappingSet, entry: string, value: unknown): MappingSet {
  const [kind = "", name = "", member = ""] = JSON.parse(entry) as string[];
  switch (kind) {
    case FIELD:
      return { ...mapping, fields: withField(mapping.fields, name, value as MappedField | undefined) };
    case POLICY:
      return { ...mapping, policy: withKey(mapping.policy, name, value) };
    case MEMBER: {
      const list = ((mapping.policy as unknown as Lists)[name] ?? []) as unknown[];
      const others = list.filter((known) => canonical(known) !== member);
      return { ...mapping, policy: withKey(mapping.policy, name, value === undefined ? others : [...others, value]) };
    }
    default:
      return withKey(mapping, kind, value);
  }
}

function withField(fields: MappedField[], field: string, value: MappedField | undefined): MappedField[] {
  const at = fields.findIndex((known) => known.field === field);
  if (value === undefined) return fields.filter((known) => known.field !== field);
  return at < 0 ? [...fields, value] : fields.map((known, index) => (index === at ? value : known));
}

function withKey<T extends object>(of: T, key: string, value: unknown): T {
  return (value === undefined ? Object.fromEntries(Object.entries(of).filter(([known]) => known !== key)) : { ...of, [key]: value }) as T;
}

/** The fields in this order; one that is not in it stays behind the field that it stood behind. */
function arranged(fields: MappedField[], order: string[]): MappedField[] {
  const known = fields.filter(({ field }) => order.includes(field)).sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  return fields.reduce((placed, field, at) => {
    if (order.includes(field.field)) return placed;
    const before = placed.findIndex((other) => other === fields[at - 1]);
    return [...placed.slice(0, before + 1), field, ...placed.slice(before + 1)];
  }, known);
}
