/** Credentials that reach this page from outside of it, or why they cannot be used. Each is a new object. */
import type { DraftView } from "../../generated/DraftView";
import type { Failure } from "../../generated/Failure";

export interface Brought {
  draft: DraftView | null;
  failure: Failure | null;
}
