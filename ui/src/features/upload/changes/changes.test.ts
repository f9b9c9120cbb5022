import { describe, expect, test } from "vitest";
import type { MappingSet } from "../../../generated/MappingSet";
import { inspected } from "../../../test/data";
import { answerDateOrder, answerWith, assign, leaveOut, put, withPolicy } from "../check/edit";
import { change, heldBy, redo, takeBack, unchanged, undo, type Changes } from "./changes";
import { diff, sameMapping } from "./patch";

const set = inspected();
const columns = set.inspection.columns.filter((c) => c.blocked === null).map((c) => c.name);
const FIELDS = [...set.mapping.fields.map(({ field }) => field), "loyalty.tier", "homeAddress.city", "shippingAddress.city", "workAddress.city"];

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}
type Dice = ReturnType<typeof dice>;
const one = <T>(all: T[], roll: Dice): T => all[roll(all.length)] as T;

/** What somebody can do to a mapping on the page. */
function edited(mapping: MappingSet, roll: Dice): MappingSet {
  const { policy } = mapping;
  const entry = one(mapping.fields, roll);
  switch (roll(9)) {
    case 0:
    case 1: {
      const column = one(columns, roll);
      const from = mapping.fields.find((f) => f.column === column)?.field ?? null;
      return assign(mapping, set, column, from, one(FIELDS, roll));
    }
    case 2:
      return entry?.column === undefined ? mapping : leaveOut(mapping, set, entry.column, entry.field);
    case 3:
      return entry ? put(mapping, set, entry.field, { ...entry, recipe: [...entry.recipe, { op: "uppercase" }] }) : mapping;
    case 4:
      return put(mapping, set, null, { value: one(["web", "shop"], roll), field: one(FIELDS, roll), recipe: [] });
    case 5:
      return withPolicy(mapping, set, { ...policy, on_bad_value: policy.on_bad_value === "drop" ? "reject" : "drop" });
    case 6: {
      const group = one(["role" as const, "placeholder" as const, "anonymised" as const], roll);
      return withPolicy(mapping, set, { ...policy, leave_out: policy.leave_out.includes(group) ? policy.leave_out.filter((g) => g !== group) : [...policy.leave_out, group] });
    }
    case 7:
      return answerWith(mapping, one(columns, roll), { op: "number", locale: one(["nl", "en"] as const, roll) });
    default:
      return { ...mapping, identity: { ...mapping.identity, others: mapping.identity.others.length === 0 ? [{ namespace: "CustomerId", column: one(columns, roll) }] : [] } };
  }
}

/** Every entry of a mapping as one text. */
const entries = (mapping: MappingSet) => new Map(diff({ version: 0, fields: [], policy: {}, ignored: [] } as unknown as MappingSet, mapping).map(({ entry, after }) => [entry, JSON.stringify(after)]));

/** What the changes that hold make of the proposal, one after the other, by a second way. */
function replayed({ base, made }: Changes): Map<string, string> {
  const all = entries(base);
  for (const { patches } of made)
    for (const { entry, after } of patches) {
      if (after === undefined) all.delete(entry);
      else all.set(entry, JSON.stringify(after));
    }
  return all;
}

const sorted = (map: Map<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** Takes one back and says what went wrong, or nothing. */
function faultOf(before: Changes, id: number, back: (changes: Changes, id: number) => Changes): string | null {
  const taken = before.made.find((c) => c.id === id);
  const mine = new Set(taken?.patches.map(({ entry }) => entry));
  const after = back(before, id);
  const [was, is] = [entries(before.mapping), entries(after.mapping)];
  for (const entry of new Set([...was.keys(), ...is.keys()])) if (!mine.has(entry) && was.get(entry) !== is.get(entry)) return `took back another change: ${entry}`;
  for (const { entry, before: earlier } of taken?.patches ?? []) if (is.get(entry) !== (earlier === undefined ? undefined : JSON.stringify(earlier))) return `did not take back ${entry}`;
  return null;
}

function walk(seed: number, steps: number, seen: (before: Changes, roll: Dice) => void): Changes {
  const roll = dice(seed);
  let changes = unchanged(set.mapping);
  for (let at = 0; at < steps; at++) {
    seen(changes, roll);
    switch (roll(8)) {
      case 0:
        changes = undo(changes);
        break;
      case 1:
        changes = redo(changes);
        break;
      case 2:
        if (changes.made.length > 0) changes = takeBack(changes, one(changes.made, roll).id);
        break;
      default:
        changes = change(changes, edited(changes.mapping, roll), `change ${String(at)}`);
    }
  }
  return changes;
}

describe("over 30 random sequences of changes, reverts, undo and redo", () => {
  const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

  test("the mapping is what the changes that hold make of the proposal, and no field is written twice", () => {
    for (const seed of SEEDS)
      walk(seed, 25, (changes) => {
        expect(sorted(entries(changes.mapping))).toEqual(sorted(replayed(changes)));
        const paths = changes.mapping.fields.map(({ field }) => field);
        expect(new Set(paths).size).toBe(paths.length);
      });
  });

  test("each change that no later one holds can be taken back without taking back another", () => {
    let [free, held] = [0, 0];
    for (const seed of SEEDS)
      walk(seed, 25, (changes) => {
        for (const { id } of changes.made) {
          if (heldBy(changes, id)) {
            held++;
            expect(takeBack(changes, id)).toBe(changes);
          } else {
            free++;
            expect(faultOf(changes, id, takeBack)).toBeNull();
          }
        }
      });
    expect(free).toBeGreaterThan(250);
    expect(held).toBeGreaterThan(25);
  });

  test("what forgets only the last mapping, as earlier versions did, is found out", () => {
    const naive = (changes: Changes): Changes => undo(changes);
    let wrong = 0;
    for (const seed of SEEDS.slice(0, 20)) walk(seed, 25, (changes) => changes.made.slice(0, -1).forEach(({ id }) => (wrong += faultOf(changes, id, naive) === null ? 0 : 1)));
    expect(wrong).toBeGreaterThan(100);
  });

  test("undo and redo are each other's opposite, in the order of the fields too", () => {
    for (const seed of SEEDS)
      walk(seed, 25, (changes, roll) => {
        const next = change(changes, edited(changes.mapping, roll), "next");
        if (next === changes) return;
        expect(undo(next).mapping.fields).toEqual(changes.mapping.fields);
        expect(sameMapping(undo(next).mapping, changes.mapping)).toBe(true);
        expect(redo(undo(next)).mapping.fields).toEqual(next.mapping.fields);
        expect(sameMapping(redo(undo(next)).mapping, next.mapping)).toBe(true);
        expect(redo(undo(next)).made).toEqual(next.made);
      });
  });

  test("all of them taken back in any order is the proposal", () => {
    for (const seed of SEEDS) {
      const roll = dice(seed + 1000);
      let changes = walk(seed, 25, () => undefined);
      while (changes.made.length > 0) {
        const free = changes.made.filter(({ id }) => !heldBy(changes, id));
        changes = takeBack(changes, one(free, roll).id);
      }
      expect(changes.mapping).toBe(set.mapping);
    }
  });
});

test("a change that a later one stands on says which, and is free once that is gone", () => {
  const first = change(unchanged(set.mapping), answerDateOrder(set.mapping, "dob", "dmy"), "dob: day first");
  const second = change(first, leaveOut(first.mapping, set, "dob", "person.birthDate"), "dob is not sent");
  expect(heldBy(second, 1)?.words).toBe("dob is not sent");
  expect(heldBy(takeBack(second, 2), 1)).toBeNull();
});

test("what changes nothing is no change, and a new change ends what could be made again", () => {
  const none = unchanged(set.mapping);
  expect(change(none, { ...set.mapping, fields: [...set.mapping.fields] }, "nothing")).toBe(none);
  const again = change(undo(change(none, leaveOut(set.mapping, set, "dob", "person.birthDate"), "a")), leaveOut(set.mapping, set, "gender", "person.gender"), "b");
  expect(again.undone).toEqual([]);
  expect(redo(again)).toBe(again);
});
