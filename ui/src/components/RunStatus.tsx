/** How a run stands, in a colour and a word. */
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import type { RunReport } from "../generated/RunReport";
import type { RunStatus as Status } from "../generated/RunStatus";
import { useWords } from "../i18n";
import { wordId } from "../i18n/words";
import { mergedOf } from "./merged";

export type Tone = "positive" | "notice" | "negative" | "neutral" | "informative";

const TONES: Record<Status, Tone> = {
  running: "informative",
  succeeded: "positive",
  succeeded_with_rejects: "notice",
  processing: "informative",
  unconfirmed: "notice",
  mismatch: "negative",
  failed: "negative",
  stalled: "negative",
  held: "notice",
  cancelled: "neutral",
  resumable: "notice",
};

export function toneOf(status: Status): Tone {
  return TONES[status];
}

/** Two people who may have become one outrank whatever else went well. */
export function toneOfRun(report: RunReport): Tone {
  return mergedOf(report).length > 0 ? "negative" : toneOf(report.status);
}

/** Rows that stayed behind: rejected here or refused there. */
export function leftBehind(report: RunReport): number {
  return report.rows.rejected + (report.platform?.refused ?? 0);
}

/** Customers who went out: nobody where the upload waits for a person, or was stopped before anything became visible. */
export function wentOut(report: RunReport): number {
  return report.status === "held" || report.status === "cancelled" ? 0 : report.rows.send;
}

export function RunStatusLight({ report }: { report: RunReport }) {
  const t = useWords();
  const merged = mergedOf(report).length;
  const some = report.status === "succeeded_with_rejects";
  return (
    <StatusLight size="S" variant={toneOfRun(report)}>
      {merged > 0 ? t("status-merged") : some ? t("history-attention", { count: leftBehind(report) }) : t(wordId("status", report.status))}
    </StatusLight>
  );
}
