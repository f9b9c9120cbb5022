/** What the page may ask of the program, and hear from it. The only door out of the page. */
import type { CheckReport } from "../generated/CheckReport";
import type { Failure } from "../generated/Failure";
import type { FieldPreview } from "../generated/FieldPreview";
import type { FindingCode } from "../generated/FindingCode";
import type { ImportedMapping } from "../generated/ImportedMapping";
import type { Inspected } from "../generated/Inspected";
import type { MappingSet } from "../generated/MappingSet";
import type { Opened } from "../generated/Opened";
import type { Progress } from "../generated/Progress";
import type { Reading } from "../generated/Reading";
import type { RowCells } from "../generated/RowCells";
import type { RunReport } from "../generated/RunReport";
import type { SavedFile } from "../generated/SavedFile";
import type { Session } from "../generated/Session";

/** From a finding's code to why a row is left out, in the user's language. */
export type RejectReasons = Partial<Record<FindingCode, string>>;

/** Every call rejects with a `Failure`. */
export interface Platform {
  session(): Promise<Session>;
  /** Null when the dialog was left without a choice. */
  chooseFile(): Promise<Opened | null>;
  openSample(): Promise<Opened>;
  /** Reads the file as was decided; an empty reading leaves everything to the file. */
  inspect(ticket: string, reading: Reading): Promise<Inspected>;
  preview(ticket: string, mapping: MappingSet): Promise<FieldPreview[]>;
  /** Null when the dialog was left without a choice. */
  saveMapping(ticket: string, mapping: MappingSet): Promise<SavedFile | null>;
  /** A mapping from a file, fitted to the open one; null when the dialog was left without a choice. */
  openMapping(ticket: string): Promise<ImportedMapping | null>;
  /** A second check of the same file stops the first, which then rejects with `cancelled`. */
  check(ticket: string, mapping: MappingSet, onProgress: (p: Progress) => void): Promise<CheckReport>;
  cancelCheck(ticket: string): Promise<void>;
  showRows(ticket: string, rows: number[]): Promise<RowCells[]>;
  /** The first shopper of the file as XDM. */
  recordAsSent(ticket: string, mapping: MappingSet): Promise<unknown>;
  saveRejects(ticket: string, mapping: MappingSet, reasons: RejectReasons): Promise<SavedFile | null>;
  /** Resolves when the run is done. */
  startRun(ticket: string, mapping: MappingSet, onProgress: (p: Progress) => void): Promise<RunReport>;
  /** Attaches to a run of this process; for one that ended it resolves at once. */
  watchRun(run: string, onProgress: (p: Progress) => void): Promise<RunReport>;
  cancelRun(run: string): Promise<void>;
  /** Newest first. */
  history(): Promise<RunReport[]>;
  historyRun(run: string): Promise<RunReport>;
  saveRunRejects(run: string, reasons: RejectReasons): Promise<SavedFile | null>;
  /** Opens the source file of a run again. */
  runAgain(run: string): Promise<Opened>;
  exportHistory(): Promise<SavedFile | null>;
  /** Returns what stops the listening. */
  listen<E extends keyof PlatformEvents>(event: E, heard: (payload: PlatformEvents[E]) => void): () => void;
}

/** What the program tells by itself. */
export interface PlatformEvents {
  /** A file came in by a drop or a further start. */
  file_opened: Opened;
  file_refused: Failure;
  /** Files are held above the window, or no longer. */
  drop_hover: boolean;
  history_changed: null;
  /** A notification or a start asks for this run. */
  run_show: string;
}

/** Rejections of the program carry this shape; anything else is a mistake of ours. */
export function asFailure(reason: unknown): Failure {
  if (typeof reason === "object" && reason !== null && "problem" in reason) return reason as Failure;
  const detail = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  return { problem: { code: "internal", params: {} as Record<symbol, never> }, detail, sent: false };
}
