/** Which runs match a search. */
import { toneOf } from "../../components/RunStatus";
import type { RunReport } from "../../generated/RunReport";

const PROBLEMS = new Set(["notice", "negative"]);

export function filtered(runs: RunReport[], words: string, isProblemsOnly: boolean): RunReport[] {
  const wanted = words.trim().toLowerCase();
  return runs.filter((run) => {
    const texts = [run.file.name, run.run, ...run.batches];
    const matches = wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
    return matches && (!isProblemsOnly || PROBLEMS.has(toneOf(run.status)));
  });
}
