/** Problems that are solved on the page of connections. */
import type { Problem } from "../generated/Problem";

const ON_CONNECTIONS: ReadonlySet<Problem["code"]> = new Set<Problem["code"]>([
  "target_not_chosen",
  "secret_missing",
  "secret_too_long",
  "keychain_locked",
  "keychain_absent",
  "credentials_unusable",
  "connection_unknown",
  "region_unknown",
  "sign_in_refused",
  "not_permitted",
  "sandbox_unknown",
  "dataset_unknown",
  "dataset_not_for_profile",
]);

export function leadsToConnections(problem: Problem): boolean {
  return ON_CONNECTIONS.has(problem.code);
}
