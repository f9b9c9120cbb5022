/** The columns that speak about consent, and what each says. Pure. */
import type { ConsentReads } from "../../../../generated/ConsentReads";
import type { MappedField } from "../../../../generated/MappedField";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { Op } from "../../../../generated/Op";

export type Consent = Extract<Op, { op: "consent" }>;

/** In the order in which people would look for one. */
export const READS: ConsentReads[] = ["grants", "objects", "state", "confirms", "granted_on", "objected_on"];

/** What is decided about a column; `unclear` where it feeds a consent and nobody said what its cells mean. */
export type Says = ConsentReads | "left_out" | "unclear";

export interface Speaker {
  column: string;
  says: Says;
}

/** XDM's name of the channel whose yes and no a field holds; null for any other field. */
export function channelOf(field: string): string | null {
  return /^consents\.marketing\.(\w+)\.val$/.exec(field)?.[1] ?? null;
}

export function consentOp(entry: MappedField): Consent | null {
  return entry.recipe.find((op) => op.op === "consent") ?? null;
}

/** Every column that is heard or left out, once, in the mapping's order. */
export function speakers(mapping: MappingSet): Speaker[] {
  const found = new Map<string, Says>();
  const add = (column: string, says: Says) => found.has(column) || found.set(column, says);
  for (const entry of mapping.fields) {
    if (channelOf(entry.field) === null) continue;
    const op = consentOp(entry);
    if (entry.column !== undefined) add(entry.column, op?.reads ?? "unclear");
    for (const { column, reads } of op?.also ?? []) add(column, reads);
  }
  for (const column of mapping.left_out ?? []) add(column, "left_out");
  return [...found].map(([column, says]) => ({ column, says }));
}

/** Channels to which everybody of the file gives the same answer. */
export function forEverybody(mapping: MappingSet): { channel: string; value: string }[] {
  return mapping.fields.flatMap(({ field, value }) => {
    const channel = channelOf(field);
    return channel !== null && value !== undefined ? [{ channel, value }] : [];
  });
}
