/** A proposal for fields while it is reviewed: what is taken of it, and what is wrong with it. Pure. */
import type { FieldView } from "../../../../generated/FieldView";
import type { ProposedField } from "../../../../generated/ProposedField";

export interface Reviewed extends ProposedField {
  isOn: boolean;
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;
const LONGEST_TITLE = 100;

/** The name of the group as it is proposed for a file; the end of a long one is cut. */
export function groupTitle(file: string, words: (file: string) => string): string {
  return words(file.replace(/\.[^.]*$/, "").slice(0, 60)).slice(0, LONGEST_TITLE);
}

export function isTitle(title: string): boolean {
  return title.trim() !== "" && title.trim().length <= LONGEST_TITLE;
}

/** The id of what is wrong with the name of each field that is taken; null for nothing. */
export function faultsOf(fields: Reviewed[], there: FieldView[]): (string | null)[] {
  const lower = (name: string) => name.toLowerCase();
  const taken = new Set(there.filter(({ path }) => path.startsWith("tenant.")).map(({ path }) => lower(path.split(".")[1] ?? "")));
  const counts = new Map<string, number>();
  for (const field of fields) if (field.isOn) counts.set(lower(field.name), (counts.get(lower(field.name)) ?? 0) + 1);
  return fields.map(({ isOn, name }) => {
    if (!isOn) return null;
    if (!NAME.test(name)) return "fields-fault-name";
    if (taken.has(lower(name))) return "fields-fault-there";
    return (counts.get(lower(name)) ?? 0) > 1 ? "fields-fault-twice" : null;
  });
}

/** What is left of them once the others are taken out. */
export function wanted(fields: Reviewed[]): ProposedField[] {
  return fields.filter(({ isOn }) => isOn).map(({ column, name, title, kind }) => ({ column, name, title, kind }));
}
