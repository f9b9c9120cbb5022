/** What somebody changed of a mapping, as data: each change can be taken back by itself without taking others back. Pure. */
import type { MappingSet } from "../../../generated/MappingSet";
import { apply, diff, type Patch } from "./patch";

export interface Change {
  id: number;
  /** What was changed, in words. */
  words: string;
  patches: Patch[];
  /** How the fields stood, by their paths. */
  order: { before: string[]; after: string[] };
}

export interface Changes {
  /** As proposed, before the first of them. */
  base: MappingSet;
  mapping: MappingSet;
  /** Those that hold, the latest last. */
  made: Change[];
  /** Those that were taken back and can be made again, the latest last. */
  undone: Change[];
  /** How many there ever were. */
  count: number;
}

export function unchanged(base: MappingSet): Changes {
  return { base, mapping: base, made: [], undone: [], count: 0 };
}

const orderOf = (mapping: MappingSet) => mapping.fields.map(({ field }) => field);

/** A new change; what was taken back before cannot be made again after it. Something that changes nothing is none. */
export function change(changes: Changes, mapping: MappingSet, words: string): Changes {
  const patches = diff(changes.mapping, mapping);
  if (patches.length === 0) return changes;
  const id = changes.count + 1;
  const made = { id, words, patches, order: { before: orderOf(changes.mapping), after: orderOf(mapping) } };
  return { ...changes, mapping, made: [...changes.made, made], undone: [], count: id };
}

/** The later change that has to be taken back before this one, because it changed the same entry again. */
export function heldBy(changes: Changes, id: number): Change | null {
  const at = changes.made.findIndex((change) => change.id === id);
  const mine = changes.made[at]?.patches.map(({ entry }) => entry) ?? [];
  return changes.made.slice(at + 1).findLast((later) => later.patches.some(({ entry }) => mine.includes(entry))) ?? null;
}

/** Takes one change back. Where a later one holds it, nothing happens. */
export function takeBack(changes: Changes, id: number): Changes {
  const taken = changes.made.find((change) => change.id === id);
  if (!taken || heldBy(changes, id)) return changes;
  const made = changes.made.filter((change) => change !== taken);
  // What the file was proposed with is what it was, down to the last detail.
  const mapping = made.length === 0 ? changes.base : apply(changes.mapping, taken.patches, "before", taken.order.before);
  return { ...changes, mapping, made, undone: [...changes.undone, taken] };
}

/** Takes the latest back. */
export function undo(changes: Changes): Changes {
  const latest = changes.made.at(-1);
  return latest ? takeBack(changes, latest.id) : changes;
}

/** Makes again what was taken back last. */
export function redo(changes: Changes): Changes {
  const again = changes.undone.at(-1);
  if (!again) return changes;
  return { ...changes, mapping: apply(changes.mapping, again.patches, "after", again.order.after), made: [...changes.made, again], undone: changes.undone.slice(0, -1) };
}
