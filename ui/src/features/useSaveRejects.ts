/** Saves rows that were left out where the user says, each with its reason in the user's language. */
import { useSay } from "../components/messages/messages";
import type { FindingSummary } from "../generated/FindingSummary";
import type { SavedFile } from "../generated/SavedFile";
import { useWords } from "../i18n";
import { wordId } from "../i18n/words";
import type { RejectReasons } from "../platform";

export function useSaveRejects(findings: FindingSummary[], save: (reasons: RejectReasons) => Promise<SavedFile | null>): () => void {
  const t = useWords();
  const say = useSay();
  return () => {
    const left = findings.filter((f) => f.severity === "cannot_send");
    const reasons: RejectReasons = Object.fromEntries(left.map((f) => [f.code, t(`${wordId("finding", f.code)}-row`)]));
    save(reasons).then(
      (saved) => saved && say.done(t("saved", { count: saved.rows, name: saved.name })),
      say.failed,
    );
  };
}
