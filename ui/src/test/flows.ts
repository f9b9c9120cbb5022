/** Invented dataflows, as they stand on 23 November 2026. */
import type { DataPrepField } from "../generated/DataPrepField";
import type { FlowPreview } from "../generated/FlowPreview";
import type { FlowRunView } from "../generated/FlowRunView";
import type { FlowView } from "../generated/FlowView";
import { target } from "./data";

export function flowRun(changes: Partial<FlowRunView> = {}): FlowRunView {
  return { id: "r1", started: "2026-11-23T05:45:00Z", ended: "2026-11-23T05:46:00Z", status: "succeeded", files: 1, read: 1200, brought: 1198, refused: 2, said: null, ...changes };
}

export function flow(changes: Partial<FlowView> = {}): FlowView {
  return {
    id: "f1",
    name: "Customers, nightly",
    target: { ...target, connection: "live", connection_id: "live", dataset_name: "Commerce customers", place: "production" },
    every: { unit: "minutes", count: 15 },
    created: "2026-11-02T09:00:00Z",
    lands: "here",
    folder: "profile-courier/f1",
    standing: "on",
    flow: "platform-id",
    runs: [flowRun({ id: "r2", started: "2026-11-23T06:00:00Z", files: 0, read: 0, brought: 0, refused: 0 }), flowRun()],
    ...changes,
  };
}

/** One that runs, and one that another system lands for and rests. */
export const flows: FlowView[] = [flow(), flow({ id: "f2", name: "Partner file", lands: "elsewhere", folder: "profile-courier/f2", standing: "off", every: { unit: "days", count: 1 }, runs: [] })];

export function flowField(field: string, changes: Partial<DataPrepField> = {}): DataPrepField {
  return { field, valid: true, said: null, same: 10, differing: 0, ours_only: 0, theirs_only: 0, ...changes };
}

export function flowPreview(changes: Partial<FlowPreview> = {}): FlowPreview {
  return { shoppers: 10, fields: [flowField("personalEmail.address"), flowField("person.name.firstName"), flowField("person.birthDate")], left_out: [], ...changes };
}
