/** Invented shoppers and runs for tests, and for the page in a plain browser. */
import type { CheckReport } from "../generated/CheckReport";
import type { ColumnView } from "../generated/ColumnView";
import type { FieldView } from "../generated/FieldView";
import type { FindingSummary } from "../generated/FindingSummary";
import type { Inspected } from "../generated/Inspected";
import type { MappedField } from "../generated/MappedField";
import type { Op } from "../generated/Op";
import type { Opened } from "../generated/Opened";
import type { RunReport } from "../generated/RunReport";
import type { Target } from "../generated/Target";

export const opened: Opened = { ticket: "t1", name: "customer_20261123_063005.csv", bytes: 2_900_000 };

export const target: Target = { connection: "practice", connection_id: "practice", sandbox: "practice", dataset: "67420c5e1a9d3b2f8c47e601", dataset_name: "Practice customers", place: "practice", keeps_missing: true };

type Row = [name: string, samples: string[], field: string | null, recipe?: Op[], blocked?: string];

const COLUMNS: Row[] = [
  ["email", ["Noor.Vos@example.com", "milan@example.com"], "personalEmail.address", [{ op: "trim" }, { op: "lowercase" }]],
  ["_website", ["base"], "tenant.website"],
  ["_store", ["default", "nl"], "tenant.store"],
  ["created_at", ["2024-02-11 20:14:07"], "userAccount.startDate", [{ op: "date_time", zone: "UTC" }]],
  ["dob", ["05-03-1991", "11-12-1978"], "person.birthDate"],
  ["firstname", ["Noor", "Milan"], "person.name.firstName"],
  ["gender", ["Female", "Male"], "person.gender", [{ op: "map", values: { Female: "female", Male: "male" }, otherwise: null }]],
  ["group_id", ["1"], "tenant.customerGroup"],
  ["lastname", ["Vos", "Prins"], "person.name.lastName"],
  ["password_hash", [], null, [], "credential"],
  ["store_id", ["1"], null],
  ["taxvat", ["NL0000"], null],
];

function column([name, samples, field, recipe = [], blocked = undefined]: Row, index: number): ColumnView {
  const suggestion = field === null ? null : { field, recipe, confidence: 1, reason: "layout" as const };
  return { index, name, filled: 0.9, samples, blocked: blocked ?? null, suggestion };
}

function field(path: string, kind = "string", required = false): FieldView {
  const steps = path.split(".");
  return { path, title: steps.at(-1) ?? path, group: steps.slice(0, -1), kind, values: [], identity: path === "personalEmail.address" ? "Email" : null, required };
}

export const fields: FieldView[] = [
  ...["person.name.firstName", "person.name.lastName", "person.name.middleName", "person.gender", "personalEmail.address", "mobilePhone.number", "tenant.company"].map((path) => field(path)),
  ...["tenant.customerGroup", "tenant.store", "tenant.website", "billingAddress.street1", "billingAddress.city", "loyalty.tier", "extSourceSystemAudit.createdBy"].map((path) => field(path)),
  field("person.birthDate", "date"),
  field("userAccount.startDate", "date-time"),
];

const mapped: MappedField[] = COLUMNS.flatMap(([name, , path, recipe = []]) => (path === null ? [] : [{ column: name, field: path, recipe, ...(name === "email" ? { required: true } : {}) }]));

export function inspected(): Inspected {
  return {
    inspection: {
      version: 1,
      file: { name: opened.name, bytes: opened.bytes },
      encoding: "windows-1252",
      bom: false,
      delimiter: ";",
      quote: '"',
      header_row: 1,
      layout: "commerce_main",
      rows_estimate: 12_400,
      columns: COLUMNS.map(column),
      identities: [{ namespace: "Email", column: "email", field: "personalEmail.address", primary: true, count: null }],
    },
    mapping: {
      version: 1,
      name: "Commerce customers",
      fields: mapped,
      identity: { primary: { namespace: "Email", field: "personalEmail.address" }, others: [] },
      policy: { on_bad_value: "drop", duplicates: { keep: "last", by: null }, blank: "omit", shared_email: "hold", leave_out: ["anonymised"] },
      ignored: ["store_id", "taxvat"],
    },
    target,
    fields,
    proof: ["Zoë Müller", "René d’Hondt"],
    uploaded_before: null,
    remembered: null,
    corrections: null,
  };
}

const findings: FindingSummary[] = [
  { code: "email_missing", severity: "cannot_send", column: "email", count: 5, rows: 0, examples: [{ row: 214, line: 215 }, { row: 871, line: 872 }] },
  { code: "email_invalid", severity: "cannot_send", column: "email", count: 3, rows: 0, examples: [{ row: 1302, line: 1303 }] },
  { code: "date_unreadable", severity: "please_check", column: "dob", count: 2, rows: 2, examples: [{ row: 186, line: 187 }] },
  { code: "email_normalised", severity: "fixed", column: "email", count: 812, rows: 812, examples: [{ row: 1, line: 2 }] },
  { code: "duplicate_merged", severity: "fixed", column: "email", count: 21, rows: 21, examples: [{ row: 8, line: 9 }] },
];

export const rows = { read: 12_452, send: 12_423, merged: 21, unchanged: 0, rejected: 8, skipped: 0 };

export function checkReport(asks = false): CheckReport {
  const set = inspected();
  return {
    version: 1,
    file: set.inspection.file,
    mapping: set.mapping,
    target,
    rows,
    change: { new: null, changed: null, same: null, removed: null, against: null },
    columns: COLUMNS.map(([name, , path, , blocked]) => ({ name, field: path, fields: path === null ? [] : [path], identity: name === "email" ? "Email" : null, sent: path !== null, blocked: blocked ?? null })),
    identities: [{ namespace: "Email", column: "email", field: "personalEmail.address", primary: true, count: rows.send }],
    consent: [],
    consent_lookup: null,
    memory: null,
    pairs: [],
    findings,
    questions: asks ? [{ code: "date_order", column: "dob", flag: "--date-order dob=dmy", example: { row: 2, line: 3 }, count: 11_906 }] : [],
  };
}

export function runReport(changes: Partial<RunReport> = {}): RunReport {
  const report = checkReport();
  return {
    version: 1,
    run: "01M85XXEZD8X3R9YYT8D2A7GG6",
    status: "succeeded_with_rejects",
    batches: ["01M85XXF1H5SQXSFGPAQ6CMX02"],
    rows,
    change: report.change,
    everything: false,
    platform: { accepted: rows.send, refused: 0 },
    verified: { looked_up: 3, found: 3, differing: 0, pending: 0, shoppers: [1, 500, 1000].map((row) => ({ row, line: row + 1, state: "found", fields: [] })) },
    findings,
    refusals: [],
    started: "2026-11-23T09:41:00Z",
    finished: "2026-11-23T09:42:42Z",
    file: report.file,
    source_sha256: null,
    target,
    mapping: "Commerce customers",
    columns: report.columns,
    identities: report.identities,
    consent: report.consent,
    consent_lookup: null,
    memory: null,
    phases: { checking: 2000, sending: 1000, processing: 81_000, profiles: 18_000 },
    problem: null,
    schedule: null,
    ...changes,
  };
}

export const history: RunReport[] = [
  runReport(),
  runReport({ run: "01M85XXEZD8X3R9YYT8D2A7GG5", status: "succeeded", file: { name: "loyalty_members.csv", bytes: 1_000 }, rows: { ...rows, rejected: 0 }, findings: [], batches: ["B2"] }),
  runReport({
    run: "01M85XXEZD8X3R9YYT8D2A7GG4",
    status: "failed",
    file: { name: "nieuwsbrief.csv", bytes: 1_000 },
    platform: null,
    verified: null,
    batches: [],
    problem: { code: "platform_unreachable", params: { cause: "no_answer" } },
  }),
];
