/** Codes of the program, as ids of its words: `email_missing` → `finding-email-missing`. */
import type { AccessReason } from "../generated/AccessReason";
import type { AccessState } from "../generated/AccessState";
import type { AccessStepName } from "../generated/AccessStepName";
import type { AdviceReason } from "../generated/AdviceReason";
import type { ChangeBasis } from "../generated/ChangeBasis";
import type { ConsentMeaning } from "../generated/ConsentMeaning";
import type { ConsentReads } from "../generated/ConsentReads";
import type { CredentialsFault } from "../generated/CredentialsFault";
import type { DataPrepReason } from "../generated/DataPrepReason";
import type { FieldType } from "../generated/FieldType";
import type { FlowRunState } from "../generated/FlowRunState";
import type { FlowStanding } from "../generated/FlowStanding";
import type { FindingCode } from "../generated/FindingCode";
import type { KeychainStatus } from "../generated/KeychainStatus";
import type { Lands } from "../generated/Lands";
import type { Layout } from "../generated/Layout";
import type { Missed } from "../generated/Missed";
import type { Op } from "../generated/Op";
import type { Phase } from "../generated/Phase";
import type { Place } from "../generated/Place";
import type { Problem } from "../generated/Problem";
import type { QuestionCode } from "../generated/QuestionCode";
import type { RunStatus } from "../generated/RunStatus";
import type { ScheduleFault } from "../generated/ScheduleFault";
import type { SecretPlace } from "../generated/SecretPlace";
import type { SetupState } from "../generated/SetupState";
import type { SetupStep } from "../generated/SetupStep";
import type { SeenState } from "../generated/SeenState";
import type { Severity } from "../generated/Severity";
import type { SlotReason } from "../generated/SlotReason";
import type { SlotState } from "../generated/SlotState";
import type { TellWhen } from "../generated/TellWhen";
import type { TrialOutcome } from "../generated/TrialOutcome";
import type { Waiting } from "../generated/Waiting";
import type { WillNot } from "../generated/WillNot";

/** The codes of each kind. A code that is added in Rust needs no line here, but its words (see words.test.ts). */
export interface Codes {
  finding: FindingCode;
  problem: Problem["code"];
  status: RunStatus;
  phase: Phase;
  layout: Layout;
  severity: Severity;
  op: Op["op"];
  /** The same operation as it is offered. */
  step: Op["op"];
  question: QuestionCode;
  waiting: Waiting;
  access: AccessReason;
  tried: AccessStepName;
  tick: AccessState;
  fault: CredentialsFault;
  keychain: KeychainStatus;
  secret: SecretPlace;
  setup: SetupStep;
  made: SetupState;
  place: Place;
  willnot: WillNot["code"];
  slot: SlotState;
  because: SlotReason["code"];
  /** Why a schedule cannot be kept. */
  unkept: ScheduleFault;
  missed: Missed;
  tell: TellWhen;
  seen: SeenState;
  against: ChangeBasis;
  trial: TrialOutcome;
  "data-prep": DataPrepReason;
  /** What a field holds. */
  kind: FieldType;
  "flow-standing": FlowStanding;
  "flow-run": FlowRunState;
  /** On what a file is better sent. */
  advice: AdviceReason;
  lands: Lands;
  /** What a column says about consent. */
  reads: ConsentReads;
  /** What one of its cells means. */
  means: ConsentMeaning;
}

export function wordId<K extends keyof Codes>(kind: K, code: Codes[K]): string {
  return `${kind}-${code.replaceAll("_", "-")}`;
}

/** A field's path as an id: `person.name.firstName` → `field-person-name-firstname`. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll(".", "-").toLowerCase()}`;
}
