/** What the history shows: uploads, and among them the times at which a schedule did not run. A gap must be visible. */
import type { RunReport } from "../../generated/RunReport";
import type { SlotState } from "../../generated/SlotState";
import type { SlotView } from "../../generated/SlotView";
import { filtered } from "./filter";

export type Entry =
  | { kind: "run"; id: string; at: string; run: RunReport }
  /** Consecutive ones of one schedule that fared alike, oldest first. */
  | { kind: "slots"; id: string; at: string; slots: SlotView[] };

const GAPS: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "skipped", "held"]);
/** One by one they say nothing more; what is held is for somebody to decide, each for itself. */
const FOLDED: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "skipped"]);

function entryOf(slots: SlotView[]): Entry[] {
  const last = slots.at(-1);
  return last ? [{ kind: "slots", id: `slot ${last.schedule} ${last.local}`, at: last.at, slots }] : [];
}

/** Of one schedule, oldest first: a slot that ran ends a row of missed ones. */
function folded(slots: SlotView[]): Entry[] {
  const rows: SlotView[][] = [];
  let before: SlotView | null = null;
  for (const slot of slots) {
    const isAlike = before !== null && before.state === slot.state && FOLDED.has(slot.state);
    if (isAlike) rows.at(-1)?.push(slot);
    else if (GAPS.has(slot.state)) rows.push([slot]);
    before = slot;
  }
  return rows.flatMap(entryOf);
}

export function gaps(slots: SlotView[]): Entry[] {
  const inOrder = slots.filter(({ state }) => state !== "planned" && state !== "due").sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const names = [...new Set(inOrder.map(({ schedule }) => schedule))];
  return names.flatMap((name) => folded(inOrder.filter(({ schedule }) => schedule === name)));
}

const PROBLEMS: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "held"]);

/** Newest first. */
export function entries(runs: RunReport[], slots: SlotView[], words: string, isProblemsOnly: boolean): Entry[] {
  const wanted = words.trim().toLowerCase();
  const matching = gaps(slots).filter((entry) => {
    const [slot] = entry.kind === "slots" ? entry.slots : [];
    return slot !== undefined && slot.name.toLowerCase().includes(wanted) && (!isProblemsOnly || PROBLEMS.has(slot.state));
  });
  const shown = filtered(runs, words, isProblemsOnly).map((run): Entry => ({ kind: "run", id: run.run, at: run.started, run }));
  return [...shown, ...matching].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
