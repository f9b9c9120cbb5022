/** People who have become one on the platform, among those who were looked up. The only place that names this state. */
import type { RunReport } from "../generated/RunReport";
import type { SeenShopper } from "../generated/SeenShopper";
import type { SeenState } from "../generated/SeenState";

export const MERGED = "merged_with_other" satisfies SeenState;

export function mergedOf({ verified }: Pick<RunReport, "verified">): SeenShopper[] {
  return (verified?.shoppers ?? []).filter(({ state }) => state === MERGED);
}
