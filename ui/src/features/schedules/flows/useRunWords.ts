/** How a run of a dataflow went, with its counts as far as the platform told them. */
import type { FlowRunView } from "../../../generated/FlowRunView";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";

export function useRunWords() {
  const t = useWords();
  return ({ status, files, read, brought, refused }: FlowRunView): string => {
    const state = t(wordId("flow-run", status));
    if (files === 0 && status !== "running") return t("flow-run-nothing");
    if (read === null || brought === null) return state;
    return t("flow-run-how", { state, counts: t("flow-run-counts", { read, brought, refused: refused ?? 0 }) });
  };
}
