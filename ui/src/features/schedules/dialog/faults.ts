/** Which part of the sentence is concerned by what is wrong with it. */
import type { ScheduleFault } from "../../../generated/ScheduleFault";

export type Part = "name" | "source" | "mapping" | "destination" | "when" | "zone" | "conditions" | "webhook" | "all";

export const PART_OF: Record<ScheduleFault, Part> = {
  name_missing: "name",
  name_taken: "name",
  source_missing: "source",
  pattern_unusable: "source",
  url_unusable: "source",
  mapping_missing: "mapping",
  destination_missing: "destination",
  time_missing: "when",
  time_unusable: "when",
  too_often: "when",
  cron_unusable: "when",
  never_comes: "when",
  zone_unknown: "zone",
  share_unusable: "conditions",
  webhook_unusable: "webhook",
  too_many: "all",
};
