/** How a test of a connection stands, and what becomes of it with each thing that is heard. */
import type { AccessCheck } from "../../generated/AccessCheck";
import type { AccessProgress } from "../../generated/AccessProgress";
import type { AccessStep } from "../../generated/AccessStep";
import type { Failure } from "../../generated/Failure";
import { asFailure } from "../../platform";

export type Tested = { is: "none" } | { is: "busy"; sandbox: string; steps: AccessStep[] } | { is: "done"; check: AccessCheck } | { is: "failed"; failure: Failure };

/** Nothing is known yet. */
export const BEGUN: Tested = { is: "busy", sandbox: "", steps: [] };

/** A step began or is known. What comes after the end says nothing new. */
export function heard(before: Tested, { sandbox, step }: AccessProgress): Tested {
  if (before.is !== "busy") return before;
  return { is: "busy", sandbox, steps: [...before.steps.filter(({ name }) => name !== step.name), step] };
}

/** A test that was stopped is as if it had not been begun. */
export function unfinished(reason: unknown): Tested {
  const failure = asFailure(reason);
  return failure.problem.code === "cancelled" ? { is: "none" } : { is: "failed", failure };
}
