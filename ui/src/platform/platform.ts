/** What the page may ask of the program, and hear from it. The only door out of the page. */
import type { About } from "../generated/About";
import type { AccessCheck } from "../generated/AccessCheck";
import type { Advice } from "../generated/Advice";
import type { AskedSchedule } from "../generated/AskedSchedule";
import type { Background } from "../generated/Background";
import type { AccessProgress } from "../generated/AccessProgress";
import type { BatchesToday } from "../generated/BatchesToday";
import type { CasingProbe } from "../generated/CasingProbe";
import type { CheckReport } from "../generated/CheckReport";
import type { ConsentMeaning } from "../generated/ConsentMeaning";
import type { ConsentReads } from "../generated/ConsentReads";
import type { ConsentStand } from "../generated/ConsentStand";
import type { ConnectionView } from "../generated/ConnectionView";
import type { DataPrepExport } from "../generated/DataPrepExport";
import type { DataPrepTrial } from "../generated/DataPrepTrial";
import type { DatasetView } from "../generated/DatasetView";
import type { Decision } from "../generated/Decision";
import type { DraftView } from "../generated/DraftView";
import type { Failure } from "../generated/Failure";
import type { FieldPreview } from "../generated/FieldPreview";
import type { FieldProposal } from "../generated/FieldProposal";
import type { FieldsInUse } from "../generated/FieldsInUse";
import type { FindingCode } from "../generated/FindingCode";
import type { FlowPreview } from "../generated/FlowPreview";
import type { FlowView } from "../generated/FlowView";
import type { IdentityWays } from "../generated/IdentityWays";
import type { ImportedMapping } from "../generated/ImportedMapping";
import type { Inspected } from "../generated/Inspected";
import type { KeychainStatus } from "../generated/KeychainStatus";
import type { Lands } from "../generated/Lands";
import type { MappingChoice } from "../generated/MappingChoice";
import type { MappingSet } from "../generated/MappingSet";
import type { NewCredentials } from "../generated/NewCredentials";
import type { NewFlow } from "../generated/NewFlow";
import type { NewTarget } from "../generated/NewTarget";
import type { Opened } from "../generated/Opened";
import type { Progress } from "../generated/Progress";
import type { Reading } from "../generated/Reading";
import type { RecordTrial } from "../generated/RecordTrial";
import type { RowCells } from "../generated/RowCells";
import type { RunReport } from "../generated/RunReport";
import type { SandboxView } from "../generated/SandboxView";
import type { SavedFile } from "../generated/SavedFile";
import type { Schedule } from "../generated/Schedule";
import type { SchedulePreview } from "../generated/SchedulePreview";
import type { ScheduleView } from "../generated/ScheduleView";
import type { Schedules } from "../generated/Schedules";
import type { SchemaView } from "../generated/SchemaView";
import type { SendSettings } from "../generated/SendSettings";
import type { Session } from "../generated/Session";
import type { SetupProgress } from "../generated/SetupProgress";
import type { SlotView } from "../generated/SlotView";
import type { Tried } from "../generated/Tried";

/** From a finding's code to why a row is left out, in the user's language. */
export type RejectReasons = Partial<Record<FindingCode, string>>;

/** What somebody chose beside the mapping before an upload. */
export interface SendChoices {
  /** Also who is unchanged. */
  everything: boolean;
  /** Although a newer file went there before. */
  older: boolean;
}

/** Every call rejects with a `Failure`. */
export interface Platform {
  session(): Promise<Session>;
  /** Somebody has seen what came back of a damaged history. */
  resetSeen(): Promise<void>;
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
  /** In the language of Adobe's own mapper; null when the dialog was left without a choice. */
  saveDataPrep(ticket: string, mapping: MappingSet): Promise<[SavedFile, DataPrepExport] | null>;
  /** What Adobe's own mapper makes of a few customers, beside ours. */
  tryDataPrep(ticket: string, mapping: MappingSet): Promise<DataPrepTrial>;
  /** What customers can be told apart by in the dataset. */
  identityWays(): Promise<IdentityWays>;
  /** Tells customers apart by the numbers of a column; null by their e-mail address alone. */
  answerIdentity(mapping: MappingSet, column: string | null, namespace: string): Promise<MappingSet>;
  /** Takes the customers’ own e-mail address from a column. */
  answerEmail(mapping: MappingSet, column: string): Promise<MappingSet>;
  /** What a column says about consent; null leaves it out. */
  answerConsent(mapping: MappingSet, column: string, reads: ConsentReads | null): Promise<MappingSet>;
  /** Whether customers of the open file whose number was sent with another e-mail address have a new one; else they are held. */
  believeNewAddresses(areNew: boolean): Promise<void>;
  /** The first rows that say this about a channel, each read by itself. */
  consentRows(ticket: string, mapping: MappingSet, channel: string, stand: ConsentStand): Promise<RowCells[]>;
  /** How cells are understood in a column that is read in this way. */
  consentMeanings(cells: string[], reads: ConsentReads): Promise<ConsentMeaning[]>;
  /** A field for each column that goes nowhere. Makes nothing. */
  proposeFields(ticket: string, mapping: MappingSet): Promise<FieldProposal>;
  /** Makes them, for good, and sends their columns there. */
  createFields(ticket: string, mapping: MappingSet, proposal: FieldProposal): Promise<FieldsInUse>;
  /** Really sends one customer; without a row the first that would be sent. `confirmed` is as for a run. */
  tryRecord(ticket: string, mapping: MappingSet, row: number | null, confirmed: string | null): Promise<RecordTrial>;
  /** Looks a few addresses up in both casings. */
  probeCasing(ticket: string, mapping: MappingSet): Promise<CasingProbe>;
  batchesToday(connection: string): Promise<BatchesToday>;
  /** A second check of the same file stops the first, which then rejects with `cancelled`. */
  check(ticket: string, mapping: MappingSet, onProgress: (p: Progress) => void): Promise<CheckReport>;
  cancelCheck(ticket: string): Promise<void>;
  showRows(ticket: string, rows: number[]): Promise<RowCells[]>;
  /** The first shopper of the file as XDM. */
  recordAsSent(ticket: string, mapping: MappingSet): Promise<unknown>;
  saveRejects(ticket: string, mapping: MappingSet, reasons: RejectReasons): Promise<SavedFile | null>;
  /** Resolves when the run is done. `confirmed` is the sandbox's name, where it was typed for a production sandbox. */
  startRun(ticket: string, mapping: MappingSet, confirmed: string | null, choices: SendChoices, onProgress: (p: Progress) => void): Promise<RunReport>;
  /** Attaches to a run of this process; for one that ended it resolves at once. */
  watchRun(run: string, onProgress: (p: Progress) => void): Promise<RunReport>;
  cancelRun(run: string): Promise<void>;
  /** Newest first. */
  history(): Promise<RunReport[]>;
  historyRun(run: string): Promise<RunReport>;
  /** Goes on with an upload that was cut off; done when it is under way. */
  goOn(run: string): Promise<void>;
  saveRunRejects(run: string, reasons: RejectReasons): Promise<SavedFile | null>;
  /** Looks a few customers of a run up in Profile once more; the history has what was seen. */
  verifyRun(run: string): Promise<RunReport>;
  /** Adobe’s page about the dataset of a run, in the browser. */
  openDatasetPage(run: string): Promise<void>;
  /** Rows of a run’s source file as they stand there; rejects where it is gone or another. */
  showRunRows(run: string, rows: number[]): Promise<RowCells[]>;
  /** Opens the source file of a run again. */
  runAgain(run: string): Promise<Opened>;
  exportHistory(): Promise<SavedFile | null>;
  /** The practice platform first. */
  connections(): Promise<ConnectionView[]>;
  /** The id of the connection that uploads go through. */
  currentConnection(): Promise<string>;
  /** Uploads go through this one from now on. */
  chooseConnection(connection: string): Promise<ConnectionView>;
  keychain(): Promise<KeychainStatus>;
  /** Credentials out of a file of Adobe Developer Console; null when the dialog was left without a choice. */
  chooseCredentials(): Promise<DraftView | null>;
  /** With a ticket it changes that draft, whose secret stays where none is given. */
  makeDraft(fields: NewCredentials, secret: string | null, ticket: string | null): Promise<DraftView>;
  /** Each step is told as it begins and as it is known. A second try of the same stops the first, which then rejects with `cancelled`. */
  tryDraft(ticket: string, onProgress: (p: AccessProgress) => void): Promise<AccessCheck>;
  keepDraft(ticket: string, name: string, sessionOnly: boolean): Promise<ConnectionView>;
  dropDraft(ticket: string): Promise<void>;
  tryConnection(connection: string, onProgress: (p: AccessProgress) => void): Promise<AccessCheck>;
  renameConnection(connection: string, name: string): Promise<ConnectionView>;
  sendSettings(connection: string): Promise<SendSettings>;
  setSendSettings(connection: string, settings: SendSettings): Promise<SendSettings>;
  forgetConnection(connection: string): Promise<void>;
  trySecret(connection: string, secret: string, onProgress: (p: AccessProgress) => void): Promise<AccessCheck>;
  /** Stops the try of a draft, by its ticket, or of a connection or its other secret. */
  cancelTry(of: string): Promise<void>;
  replaceSecret(connection: string, secret: string, sessionOnly: boolean): Promise<ConnectionView>;
  sandboxes(connection: string): Promise<SandboxView[]>;
  datasets(connection: string, sandbox: string): Promise<DatasetView[]>;
  chooseTarget(connection: string, sandbox: SandboxView, dataset: DatasetView): Promise<ConnectionView>;
  createTarget(connection: string, sandbox: string, target: NewTarget, onProgress: (p: SetupProgress) => void): Promise<DatasetView>;
  enableTarget(connection: string, sandbox: string, dataset: string, onProgress: (p: SetupProgress) => void): Promise<DatasetView>;
  schema(connection: string): Promise<SchemaView>;
  /** An upload to this production sandbox was confirmed by its name before. */
  productionConfirmed(connection: string, sandbox: string): Promise<boolean>;
  schedules(): Promise<Schedules>;
  /** What a sentence means, while one clicks it together; without an id it is a new one. */
  previewSchedule(id: string | null, schedule: Schedule): Promise<SchedulePreview>;
  /** `confirmed` is the sandbox's name, where it was typed; live customers are not sent to unattended without it. */
  saveSchedule(id: string | null, schedule: Schedule, confirmed: string | null): Promise<ScheduleView>;
  switchSchedule(id: string, enabled: boolean): Promise<ScheduleView>;
  removeSchedule(id: string): Promise<void>;
  /** Until an instant, RFC 3339, or until somebody says. */
  pauseSchedules(until: string | null): Promise<Schedules>;
  resumeSchedules(): Promise<Schedules>;
  /** Past and planned ones, between two local dates, both included. */
  slots(from: string, until: string): Promise<SlotView[]>;
  /** `local` names the slot of a schedule. */
  decideSlot(schedule: string, local: string, decision: Decision): Promise<ScheduleView>;
  runSchedule(id: string): Promise<ScheduleView>;
  /** Checks and sends nothing. */
  trySchedule(id: string | null, schedule: Schedule, onProgress: (p: Progress) => void): Promise<Tried>;
  cancelScheduleTry(): Promise<void>;
  /** The full path, for display; only paths that were chosen so can be kept. Null when the dialog was left without a choice. */
  chooseScheduleFile(): Promise<string | null>;
  chooseScheduleFolder(): Promise<string | null>;
  /** A proposal that repeats an upload. */
  scheduleFromRun(run: string): Promise<Schedule>;
  /** Latest used first. */
  mappingChoices(): Promise<MappingChoice[]>;
  background(): Promise<Background>;
  setBackground(startsWithComputer: boolean): Promise<Background>;
  setTimer(on: boolean): Promise<Background>;
  /** The program puts it on the clipboard; the page never sees it. */
  copyWebhookKey(id: string): Promise<void>;
  /** Every dataflow, as it stands on its platform now. */
  flows(): Promise<FlowView[]>;
  /** Which way is the better one for a schedule. */
  flowAdvice(id: string | null, schedule: Schedule): Promise<Advice>;
  /** What Adobe’s own mapper makes of a few customers, beside ours. Makes nothing. */
  previewFlow(id: string | null, schedule: Schedule, lands: Lands): Promise<FlowPreview>;
  /** `confirmed` is as for a schedule. After a failure the same name goes on with what is there. */
  createFlow(id: string | null, schedule: Schedule, flow: NewFlow, confirmed: string | null): Promise<FlowView>;
  switchFlow(id: string, on: boolean): Promise<FlowView>;
  /** With its connections and landed files; what it brought stays. */
  deleteFlow(id: string): Promise<void>;
  about(): Promise<About>;
  /** In the language of the window, outside of it. */
  openManual(): Promise<void>;
  openLicences(): Promise<void>;
  openLogs(): Promise<void>;
  /** Returns what stops the listening. */
  listen<E extends keyof PlatformEvents>(event: E, heard: (payload: PlatformEvents[E]) => void): () => void;
}

/** What the program tells by itself. */
export interface PlatformEvents {
  /** A file came in by a drop or a further start. */
  file_opened: Opened;
  file_refused: Failure;
  /** Credentials came in by a drop or a further start. */
  credentials_opened: DraftView;
  /** Files are held above the window, or no longer. */
  drop_hover: boolean;
  history_changed: null;
  /** A notification or a start asks for this run. */
  run_show: string;
  schedules_changed: null;
  /** A notification, the icon in the desktop’s bar or a start asks for this schedule. */
  schedule_show: AskedSchedule;
}

/** Rejections of the program carry this shape; anything else is a mistake of ours. */
export function asFailure(reason: unknown): Failure {
  if (typeof reason === "object" && reason !== null && "problem" in reason) return reason as Failure;
  const detail = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  return { problem: { code: "internal", params: {} as Record<symbol, never> }, detail, sent: false };
}
