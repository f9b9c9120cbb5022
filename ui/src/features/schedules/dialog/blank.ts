/** What a new schedule begins with. It has no mapping and no destination of its own yet. */
import { getLocalTimeZone } from "@internationalized/date";
import type { Destination } from "../../../generated/Destination";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Schedule } from "../../../generated/Schedule";

const NOWHERE: Destination = { connection: "", sandbox: "", dataset: "", dataset_name: "", flow: null };
const NO_MAPPING: MappingSet = {
  version: 1,
  name: "",
  fields: [],
  identity: { primary: { namespace: "Email", field: "" }, others: [] },
  policy: { on_bad_value: "drop", duplicates: { keep: "last", by: null }, blank: "omit", shared_email: "hold", leave_out: [] },
  ignored: [],
};

export function blank(): Schedule {
  return {
    name: "",
    source: { kind: "newest", folder: "", pattern: "*.csv" },
    mapping: NO_MAPPING,
    columns: [],
    destination: NOWHERE,
    when: { recurrence: { every: "days", times: ["06:30"] }, zone: getLocalTimeZone() },
    missed: "run_once",
    conditions: { file_changed: true, most_rejected: 5, least_rows: 50 },
    tell: { when: "problems", webhook: null, quiet_days: null },
    dry_run_first: true,
    only_changed: false,
  };
}

/** None is chosen yet. */
export function isNoMapping(mapping: MappingSet): boolean {
  return mapping.fields.length === 0;
}

export function isNowhere(destination: Destination): boolean {
  return destination.dataset === "";
}
