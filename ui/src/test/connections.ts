/** Invented connections and what stands behind them, for tests and for the page in a plain browser. */
import type { AccessCheck } from "../generated/AccessCheck";
import type { AccessReason } from "../generated/AccessReason";
import type { AccessStepName } from "../generated/AccessStepName";
import type { ConnectionView } from "../generated/ConnectionView";
import type { DatasetView } from "../generated/DatasetView";
import type { DraftView } from "../generated/DraftView";
import type { SandboxView } from "../generated/SandboxView";
import type { SchemaView } from "../generated/SchemaView";
import { fields, target } from "./data";

const practice: ConnectionView = { id: "practice", name: "practice", client_id: "", org_id: "", region: null, sandbox: null, dataset: null, dataset_name: "", place: "practice", secret: "session", secret_mark: null, secret_changed: null };

function own(id: string, changes: Partial<ConnectionView>): ConnectionView {
  return { ...practice, id, client_id: "3f1c7d20b6e84d0fa49a07", org_id: "7A20892C5B@AdobeOrg", sandbox: "stage", dataset: "67420c5e1a9d3b2f8c47e601", dataset_name: "Commerce customers", place: "development", secret: "keychain", secret_mark: "9f3a11c0", secret_changed: "2026-10-03T08:00:00Z", ...changes };
}

export const connections: ConnectionView[] = [practice, own("stage", { name: "Linden & Lune, stage" }), own("live", { name: "Linden & Lune", sandbox: "prod", place: "production" })];

export const draft: DraftView = { ticket: "d1", name: "Linden & Lune", client_id: "3f1c7d20b6e84d0fa49a07", org_id: "7A20892C5B@AdobeOrg", scopes: "openid,AdobeID,read_organizations", sandbox: null, practice: false, api_missing: false, second_secret: false };

const STEPS: AccessStepName[] = ["token", "sandbox", "schema", "dataset"];

/** Four ticks; with a reason, that step does not hold and those after it were not tried. */
export function access(at: AccessStepName | null = null, reason: AccessReason = "role_missing", likely = false): AccessCheck {
  const broken = at === null ? STEPS.length : STEPS.indexOf(at);
  return {
    sandbox: "stage",
    good: at === null,
    steps: STEPS.map((name, index) => ({
      name,
      state: index < broken ? (name === "dataset" ? "likely" : "good") : index === broken ? "bad" : "untried",
      reason: index === broken ? reason : null,
      likely: index === broken && likely,
      said: index === broken ? { status: 403, code: "403003", detail: "Api Key is invalid", request_id: "Kx7PqW0n" } : null,
    })),
  };
}

export const sandboxes: SandboxView[] = [
  { name: "stage", title: "Stage", production: false, is_default: false },
  { name: "prod", title: "Live", production: true, is_default: true },
];

function dataset(id: string, name: string, changes: Partial<DatasetView> = {}): DatasetView {
  return { id, name, description: "", schema: "Commerce Individual Profile", profile: true, keeps_missing: true, connector: false, created: 1_760_000_000_000, ...changes };
}

export const datasets: DatasetView[] = [
  dataset("67420c5e1a9d3b2f8c47e601", "Commerce customers"),
  dataset("67420c5e1a9d3b2f8c47e602", "Shop profiles", { keeps_missing: false, connector: true }),
  dataset("67420c5e1a9d3b2f8c47e603", "Old newsletter", { profile: false, keeps_missing: false }),
];

export function schema(read = new Date().toISOString()): SchemaView {
  return { version: 1, target, fields, read };
}
