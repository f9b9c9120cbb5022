/** Saves rows that were left out where the user says, each with its reason in the user's language. */
import { ToastQueue } from "@react-spectrum/s2/Toast";
import type { FindingSummary } from "../generated/FindingSummary";
import type { SavedFile } from "../generated/SavedFile";
import { useWords } from "../i18n";
import { useProblemWords } from "../i18n/problem";
import { wordId } from "../i18n/words";
import { asFailure, type RejectReasons } from "../platform";

export function useSaveRejects(findings: FindingSummary[], save: (reasons: RejectReasons) => Promise<SavedFile | null>): () => void {
  const t = useWords();
  const problem = useProblemWords();
  return () => {
    const left = findings.filter((f) => f.severity === "cannot_send");
    const reasons: RejectReasons = Object.fromEntries(left.map((f) => [f.code, t(`${wordId("finding", f.code)}-row`)]));
    save(reasons).then(
      (saved) => saved && ToastQueue.positive(t("saved", { count: saved.rows, name: saved.name }), { timeout: 5000 }),
      (reason: unknown) => ToastQueue.negative(problem(asFailure(reason).problem)),
    );
  };
}
