/** What the platform answers ahead of an upload, invented. */
import type { BatchesToday } from "../generated/BatchesToday";
import type { CasingProbe } from "../generated/CasingProbe";
import type { DataPrepExport } from "../generated/DataPrepExport";
import type { DataPrepTrial } from "../generated/DataPrepTrial";
import type { FieldProposal } from "../generated/FieldProposal";
import type { FieldsInUse } from "../generated/FieldsInUse";
import type { MappingSet } from "../generated/MappingSet";
import type { RecordTrial } from "../generated/RecordTrial";
import { fields, target } from "./data";

export const trial: RecordTrial = { version: 1, target, row: 1, line: 2, outcome: "taken", violations: [] };

export const probe: CasingProbe = { version: 1, target, addresses: 20, lower_case: 14, as_written: 4, both: 1, neither: 1 };

export const today: BatchesToday = { version: 1, sandbox: "practice", batches: 3, more: false, advised: 90 };

export const dataPrep: DataPrepExport = {
  version: 1,
  name: "Commerce customers",
  schema: "Commerce Individual Profile",
  rules: [
    { field: "person.name.firstName", source: "trim(firstname)", destination: "person.name.firstName" },
    { field: "person.birthDate", source: "dob", destination: "person.birthDate" },
  ],
  left_out: [{ field: null, column: null, reason: "identity_map" }],
  differs: [{ field: "person.birthDate", column: "dob", reason: "other_dates" }],
};

export const dataPrepTrial: DataPrepTrial = {
  export: dataPrep,
  shoppers: 50,
  fields: [
    { field: "person.name.firstName", valid: true, said: null, same: 50, differing: 0, ours_only: 0, theirs_only: 0 },
    { field: "person.birthDate", valid: true, said: null, same: 46, differing: 1, ours_only: 3, theirs_only: 0 },
  ],
};

export const proposal: FieldProposal = {
  version: 1,
  title: "Customer fields from Profile Courier",
  fields: [
    { column: "store_id", name: "storeId", title: "store_id", kind: "integer" },
    { column: "taxvat", name: "taxvat", title: "taxvat", kind: "string" },
  ],
};

/** As the program answers: each field is there, and its column goes to it. */
export function inUse(mapping: MappingSet, wanted: FieldProposal): FieldsInUse {
  const made = wanted.fields.map(({ column, name }) => ({ column, field: `tenant.${name}` }));
  return {
    made: { version: 1, title: wanted.title, schema: "Commerce Individual Profile", group_created: true, schema_changed: true, fields: made },
    fields: [...fields, ...wanted.fields.map(({ name, title, kind }) => ({ path: `tenant.${name}`, title, group: ["Shop"], kind, values: [], identity: null, required: false }))],
    mapping: { ...mapping, fields: [...mapping.fields, ...made.map(({ column, field }) => ({ column, field, recipe: [] }))], ignored: mapping.ignored?.filter((c) => !made.some((m) => m.column === c)) },
  };
}
