/** Invented schedules, as they stand on 23 November 2026. */
import type { Background } from "../generated/Background";
import type { MappingChoice } from "../generated/MappingChoice";
import type { NextRun } from "../generated/NextRun";
import type { Schedule } from "../generated/Schedule";
import type { SchedulePreview } from "../generated/SchedulePreview";
import type { ScheduleView } from "../generated/ScheduleView";
import type { SlotView } from "../generated/SlotView";
import type { Tried } from "../generated/Tried";
import { inspected, rows } from "./data";

export const NOW = "2026-11-23T10:00:00Z";
export const ZONE = "Europe/Amsterdam";

const { mapping, inspection } = inspected();
const columns = inspection.columns.map(({ name }) => name);

export function schedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    name: "Customers, daily",
    source: { kind: "newest", folder: "/home/noor/Exports", pattern: "customer_*.csv" },
    mapping,
    columns,
    destination: { connection: "live", sandbox: "prod", dataset: "67420c5e1a9d3b2f8c47e601", dataset_name: "Commerce customers", flow: null },
    when: { recurrence: { every: "days", times: ["06:30"] }, zone: ZONE },
    missed: "run_once",
    conditions: { file_changed: true, most_rejected: 5, least_rows: 50 },
    tell: { when: "problems", webhook: null, quiet_days: null },
    dry_run_first: false,
    only_changed: false,
    ...changes,
  };
}

export function slot(changes: Partial<SlotView> = {}): SlotView {
  const local = changes.local ?? "2026-11-23T06:30";
  return { schedule: "s1", name: "Customers, daily", at: `${local}:00+01:00`, local, state: "done", reason: null, runs: [], ended: null, tried: null, added: [], ...changes };
}

export function next(local: string, changes: Partial<NextRun> = {}): NextRun {
  return { at: `${local}:00+01:00`, local, wall: local, dry_run: false, ...changes };
}

const NEXT = ["2026-11-24T06:30", "2026-11-25T06:30", "2026-11-26T06:30"].map((local) => next(local));

export function view(changes: Partial<ScheduleView> = {}): ScheduleView {
  return {
    id: "s1",
    schedule: schedule(),
    place: "production",
    enabled: true,
    will: { state: "run", at: "2026-11-24T05:30:00Z", dry_run: false },
    next: NEXT,
    last: slot({ runs: ["01M85XXEZD8X3R9YYT8D2A7GG6"], ended: { status: "succeeded", sent: 214, rejected: 0 } }),
    changed: "2026-11-02T09:00:00Z",
    ...changes,
  };
}

export const renamed: SlotView = slot({ schedule: "s2", name: "Newsletter sign-ups", local: "2026-11-20T18:00", state: "held", reason: { code: "column_renamed", params: { from: "email", to: "e-mailadres" } } });

/** One that runs, one that is held, one whose folder is gone, one that is off. */
export const schedules: ScheduleView[] = [
  view(),
  view({
    id: "s2",
    schedule: schedule({ name: "Newsletter sign-ups", source: { kind: "all_new", folder: "/home/noor/Newsletter", pattern: "*", watch: false }, when: { recurrence: { every: "weekdays", days: ["monday", "tuesday", "wednesday", "thursday", "friday"], times: ["18:00"] }, zone: ZONE } }),
    will: { state: "held", slot: renamed.local, reason: { code: "column_renamed", params: { from: "email", to: "e-mailadres" } } },
    last: renamed,
  }),
  view({
    id: "s3",
    schedule: schedule({ name: "Loyalty members", source: { kind: "newest", folder: "/mnt/share/Exports", pattern: "loyalty_members_*.csv" }, when: { recurrence: { every: "month_days", days: ["last"], times: ["02:30"] }, zone: ZONE } }),
    place: "development",
    will: { state: "not", why: { code: "folder_gone", params: { name: "Exports" } } },
    last: slot({ schedule: "s3", name: "Loyalty members", local: "2026-10-31T02:30", state: "missed", reason: { code: "off", params: {} as Record<symbol, never> } }),
  }),
  view({
    id: "s4",
    schedule: schedule({ name: "Wholesale accounts", source: { kind: "file", path: "/home/noor/accounts.xlsx" }, when: { recurrence: { every: "weekdays", days: ["monday"], times: ["07:00"] }, zone: ZONE } }),
    place: "development",
    enabled: false,
    will: { state: "not", why: { code: "switched_off", params: {} as Record<symbol, never> } },
    last: null,
  }),
];

export const background: Background = { starts_with_computer: true, timer: null, tray: true, tells: true };

export function preview(changes: Partial<SchedulePreview> = {}): SchedulePreview {
  return { fault: null, will: { state: "run", at: "2026-11-24T05:30:00Z", dry_run: false }, next: NEXT, matches: null, most_a_day: 1, ...changes };
}

export const choices: MappingChoice[] = [
  { mapping, columns, used: "2026-11-23T09:41:00Z" },
  { mapping: { ...mapping, name: "Newsletter" }, columns: ["email"], used: "2026-11-20T17:00:00Z" },
];

export const tried: Tried = { file: "customer_20261123_063005.csv", rows, change: { new: 120, changed: 890, same: 11_413, removed: null, against: null } };

/** A month with a slot of every kind. */
export const slots: SlotView[] = [
  slot({ local: "2026-11-19T06:30", runs: ["r19"], ended: { status: "succeeded_with_rejects", sent: 200, rejected: 8 } }),
  slot({ local: "2026-11-20T06:30", state: "missed", reason: { code: "off", params: {} as Record<symbol, never> } }),
  renamed,
  slot({ local: "2026-11-21T06:30", state: "missed", reason: { code: "off", params: {} as Record<symbol, never> } }),
  slot({ local: "2026-11-22T06:30", state: "skipped", reason: { code: "unchanged", params: { name: "customer_20261121.csv" } } }),
  slot({ runs: ["01M85XXEZD8X3R9YYT8D2A7GG6"], ended: { status: "succeeded", sent: 214, rejected: 0 } }),
  slot({ local: "2026-11-24T06:30", state: "planned" }),
];
