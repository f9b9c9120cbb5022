/** Through which dataflow an upload goes or went; while it waits, for what. */
import type { RunReport } from "../generated/RunReport";
import { useWords } from "../i18n";

export function HandedOver({ report }: { report: RunReport }) {
  const t = useWords();
  const { handover, status } = report;
  if (!handover) return null;
  const isWaiting = status === "processing" && handover.landed !== null && handover.flow_run === null;
  return <span data-testid="handed-over">{t(isWaiting ? "handed-over-waits" : "handed-over", { name: handover.name })}</span>;
}
