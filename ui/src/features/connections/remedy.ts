/** What a reason asks somebody to do. The words of each reason say it too; this is the button beside them. */
import type { AccessReason } from "../../generated/AccessReason";

/** `admin`: only the administrator can; `secret`, `fields`, `target`: enter or choose something else; `again`: try again. */
export type Remedy = "admin" | "secret" | "fields" | "target" | "again";

const REMEDIES: Record<AccessReason, Remedy> = {
  secret_refused: "secret",
  scope_refused: "fields",
  client_refused: "admin",
  token_refused: "again",
  api_not_added: "admin",
  not_entitled: "admin",
  org_unknown: "fields",
  role_missing: "admin",
  sandbox_unknown: "target",
  sandbox_not_allowed: "admin",
  sandbox_not_active: "target",
  dataset_unknown: "target",
  throttled: "again",
  unreachable: "again",
  untrusted: "admin",
  proxy: "admin",
  unexpected: "again",
};

export function remedyOf(reason: AccessReason): Remedy {
  return REMEDIES[reason];
}
