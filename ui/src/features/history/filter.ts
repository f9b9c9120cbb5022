/** Which runs match a search. */
import { toneOfRun } from "../../components/RunStatus";
import type { RunReport } from "../../generated/RunReport";

const PROBLEMS = new Set(["notice", "negative"]);

/** The name of the schedule that started a run; null for somebody at the window. */
export function startedBy(run: RunReport & { schedule?: string | null }): string | null {
  return run.schedule ?? null;
}

export function filtered(runs: RunReport[], words: string, isProblemsOnly: boolean): RunReport[] {
  const wanted = words.trim().toLowerCase();
  return runs.filter((run) => {
    const texts = [run.file.name, run.run, startedBy(run) ?? "", ...run.batches];
    const matches = wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
    return matches && (!isProblemsOnly || PROBLEMS.has(toneOfRun(run)));
  });
}
