/** Where an upload stands: one state, changed by one function. */
import type { CheckReport } from "../../generated/CheckReport";
import type { Failure } from "../../generated/Failure";
import type { FieldView } from "../../generated/FieldView";
import type { FieldPreview } from "../../generated/FieldPreview";
import type { Inspected } from "../../generated/Inspected";
import type { MappingSet } from "../../generated/MappingSet";
import type { Opened } from "../../generated/Opened";
import type { Progress } from "../../generated/Progress";
import type { Reading } from "../../generated/Reading";
import type { RunReport } from "../../generated/RunReport";
import type { Target } from "../../generated/Target";
import { change, redo, takeBack, unchanged, undo, type Changes } from "./changes/changes";
import { withIgnored } from "./check/edit";

export type CheckState =
  | { is: "busy"; progress: Progress | null }
  | { is: "done"; report: CheckReport }
  | { is: "failed"; failure: Failure }
  | { is: "stopped" };

/** A file under a mapping, being looked at. */
export interface Checking {
  at: "check";
  opened: Opened;
  inspected: Inspected;
  mapping: MappingSet;
  /** What was changed of the proposed mapping; it goes with the file. */
  changes: Changes;
  check: CheckState;
  /** Counts the checks asked for: the same mapping can be checked again. */
  round: number;
  preview: FieldPreview[];
  /** Customers whose number was sent with another e-mail address have a new one; else they are held. */
  newAddresses: boolean;
}

export type Flow =
  | { at: "empty" }
  | { at: "opening"; opened: Opened }
  /** The file is kept where another connection could take it. */
  | { at: "refused"; failure: Failure; opened: Opened | null }
  | Checking
  /** `unconfirmed`: the program wants the name of the production sandbox typed. */
  | { at: "confirm"; of: Checking; report: CheckReport; unconfirmed: boolean }
  | { at: "running"; run: string | null; progress: Progress | null; name: string; target: Target | null; isCancelling: boolean }
  /** The upload could not begin; the check is kept. */
  | { at: "broken"; failure: Failure; of: Checking | null }
  | { at: "result"; report: RunReport };

export type Step =
  | { do: "open"; opened: Opened }
  | { do: "inspected"; opened: Opened; inspected: Inspected }
  | { do: "refuse"; failure: Failure; opened: Opened | null }
  /** `words` say what was changed. */
  | { do: "map"; mapping: MappingSet; words: string }
  /** Fields that were made stay; that columns go to them can be undone. */
  | { do: "fields made"; fields: FieldView[]; mapping: MappingSet; words: string }
  | { do: "undo" }
  | { do: "redo" }
  /** One change by itself. */
  | { do: "take back"; change: number }
  | { do: "check progress"; round: number; progress: Progress }
  | { do: "check ended"; round: number; check: CheckState }
  | { do: "preview"; mapping: MappingSet; preview: FieldPreview[] }
  | { do: "check again" }
  | { do: "addresses"; areNew: boolean }
  | { do: "stop check" }
  | { do: "confirm" }
  | { do: "back" }
  | { do: "run"; name: string; target: Target | null; run: string | null }
  | { do: "run known"; report: RunReport }
  | { do: "progress"; progress: Progress }
  | { do: "cancel run" }
  | { do: "ended"; report: RunReport }
  | { do: "break"; failure: Failure; of: Checking | null }
  | { do: "reset" };

const BUSY: CheckState = { is: "busy", progress: null };

function remapped(flow: Checking, changes: Changes): Checking {
  return changes === flow.changes ? flow : { ...flow, mapping: changes.mapping, changes, check: BUSY, round: flow.round + 1 };
}

/** After steps through what was changed: which columns are ignored follows from the mapping that came out. */
function stepped(flow: Checking, changes: Changes): Checking {
  const isProposed = changes.made.length === 0 || changes === flow.changes;
  return remapped(flow, isProposed ? changes : { ...changes, mapping: withIgnored(changes.mapping, flow.inspected) });
}

export function step(flow: Flow, next: Step): Flow {
  switch (next.do) {
    case "open":
      return { at: "opening", opened: next.opened };
    case "inspected":
      // A slow answer about a file that was replaced meanwhile.
      if (flow.at !== "opening" || flow.opened.ticket !== next.opened.ticket) return flow;
      return { at: "check", opened: next.opened, inspected: next.inspected, mapping: next.inspected.mapping, changes: unchanged(next.inspected.mapping), check: BUSY, round: 1, preview: [], newAddresses: false };
    case "refuse":
      return { at: "refused", failure: next.failure, opened: next.opened };
    case "run":
      return { at: "running", run: next.run, progress: null, name: next.name, target: next.target, isCancelling: false };
    case "ended":
      return flow.at === "running" ? { at: "result", report: next.report } : flow.at === "result" && flow.report.run === next.report.run ? { at: "result", report: next.report } : flow;
    case "break":
      if (next.failure.problem.code === "production_unconfirmed" && next.of?.check.is === "done") return { at: "confirm", of: next.of, report: next.of.check.report, unconfirmed: true };
      return { at: "broken", failure: next.failure, of: next.of };
    case "reset":
      return { at: "empty" };
    default:
      return within(flow, next);
  }
}

/** Steps that mean something in one state only; elsewhere they came too late. */
function within(flow: Flow, next: Step): Flow {
  switch (flow.at) {
    case "check":
      return checking(flow, next);
    case "confirm":
      return next.do === "back" ? flow.of : flow;
    case "broken":
      return next.do === "back" ? (flow.of ?? { at: "empty" }) : flow;
    case "running":
      return running(flow, next);
    default:
      return flow;
  }
}

function checking(flow: Checking, next: Step): Flow {
  switch (next.do) {
    case "map":
      return remapped(flow, change(flow.changes, next.mapping, next.words));
    case "fields made":
      return { ...remapped(flow, change(flow.changes, next.mapping, next.words)), inspected: { ...flow.inspected, fields: next.fields } };
    case "undo":
      return stepped(flow, undo(flow.changes));
    case "redo":
      return stepped(flow, redo(flow.changes));
    case "take back":
      return stepped(flow, takeBack(flow.changes, next.change));
    case "check progress":
      return next.round === flow.round && flow.check.is === "busy" ? { ...flow, check: { is: "busy", progress: next.progress } } : flow;
    case "check ended":
      return next.round === flow.round && flow.check.is === "busy" ? { ...flow, check: next.check } : flow;
    case "preview":
      return next.mapping === flow.mapping ? { ...flow, preview: next.preview } : flow;
    case "check again":
      return { ...flow, check: BUSY, round: flow.round + 1 };
    case "addresses":
      return { ...flow, newAddresses: next.areNew, check: BUSY, round: flow.round + 1 };
    case "stop check":
      return { ...flow, check: { is: "stopped" } };
    case "confirm":
      return flow.check.is === "done" ? { at: "confirm", of: flow, report: flow.check.report, unconfirmed: false } : flow;
    default:
      return flow;
  }
}

function running(flow: Flow & { at: "running" }, next: Step): Flow {
  switch (next.do) {
    case "progress":
      return { ...flow, run: next.progress.run ?? flow.run, progress: next.progress };
    case "run known":
      return { ...flow, run: next.report.run, name: next.report.file.name, target: next.report.target };
    case "cancel run":
      return { ...flow, isCancelling: true };
    default:
      return flow;
  }
}

/** The file that is open, read as was decided; null where none would be read anew for another destination. */
export function openFile(flow: Flow): { opened: Opened; reading: Reading } | null {
  switch (flow.at) {
    case "opening":
      return { opened: flow.opened, reading: {} };
    case "refused":
      return flow.opened && { opened: flow.opened, reading: {} };
    case "check":
      return { opened: flow.opened, reading: flow.mapping.reading ?? {} };
    case "confirm":
      return openFile(flow.of);
    case "broken":
      return flow.of && openFile(flow.of);
    default:
      return null;
  }
}
