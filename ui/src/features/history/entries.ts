/** What the history shows: uploads, and among them the times at which a schedule did not run. A gap must be visible. */
import type { RunReport } from "../../generated/RunReport";
import type { SlotState } from "../../generated/SlotState";
import type { SlotView } from "../../generated/SlotView";
import { filtered } from "./filter";

/** Consecutive slots of one schedule that fared alike, oldest first. */
export interface Gap {
  kind: "slots";
  id: string;
  at: string;
  slots: SlotView[];
}

export type Entry = { kind: "run"; id: string; at: string; run: RunReport } | Gap;

const GAPS: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "skipped", "held"]);
/** One by one they say nothing more; what is held is for somebody to decide, each for itself. */
const FOLDED: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "skipped"]);

function gapOf(slots: SlotView[]): Gap[] {
  const last = slots.at(-1);
  return last ? [{ kind: "slots", id: `slot ${last.schedule} ${last.local}`, at: last.at, slots }] : [];
}

/** Of one schedule, oldest first: a slot that ran ends a row of missed ones. */
function folded(slots: SlotView[]): Gap[] {
  const rows: SlotView[][] = [];
  let before: SlotView | null = null;
  for (const slot of slots) {
    const isAlike = before !== null && before.state === slot.state && FOLDED.has(slot.state);
    if (isAlike) rows.at(-1)?.push(slot);
    else if (GAPS.has(slot.state)) rows.push([slot]);
    before = slot;
  }
  return rows.flatMap(gapOf);
}

export function gapsIn(slots: SlotView[]): Gap[] {
  const inOrder = slots.filter(({ state }) => state !== "planned" && state !== "due").sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const names = [...new Set(inOrder.map(({ schedule }) => schedule))];
  return names.flatMap((name) => folded(inOrder.filter(({ schedule }) => schedule === name)));
}

const PROBLEMS: ReadonlySet<SlotState> = new Set<SlotState>(["missed", "held"]);

/** Newest first. */
export function entries(runs: RunReport[], gaps: Gap[], words: string, isProblemsOnly: boolean): Entry[] {
  const wanted = words.trim().toLowerCase();
  const matching = gaps.filter(({ slots: [slot] }) => {
    return slot !== undefined && slot.name.toLowerCase().includes(wanted) && (!isProblemsOnly || PROBLEMS.has(slot.state));
  });
  const shown = filtered(runs, words, isProblemsOnly).map((run): Entry => ({ kind: "run", id: run.run, at: run.started, run }));
  return [...shown, ...matching].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
