/** Something is made on the platform, step by step. What broke off halfway is begun again: each step looks before it makes. */
import { useState } from "react";
import type { DatasetView } from "../../../generated/DatasetView";
import type { Failure } from "../../../generated/Failure";
import type { SetupProgress } from "../../../generated/SetupProgress";
import type { SetupState } from "../../../generated/SetupState";
import type { SetupStep } from "../../../generated/SetupStep";
import { asFailure } from "../../../platform";

export interface Setup {
  is: "idle" | "busy" | "failed" | "done";
  seen: Partial<Record<SetupStep, SetupState>>;
  failure: Failure | null;
  begin(work: (onProgress: (p: SetupProgress) => void) => Promise<DatasetView>): void;
}

type State = Pick<Setup, "is" | "seen" | "failure">;

const IDLE: State = { is: "idle", seen: {}, failure: null };

export function useSetup(onDone: (made: DatasetView) => void): Setup {
  const [state, setState] = useState<State>(IDLE);
  const begin: Setup["begin"] = (work) => {
    setState({ ...IDLE, is: "busy" });
    work(({ step, state: now }) => setState((before) => ({ ...before, seen: { ...before.seen, [step]: now } }))).then(
      (made) => {
        setState((before) => ({ ...before, is: "done" }));
        onDone(made);
      },
      (reason: unknown) => setState((before) => ({ ...before, is: "failed", failure: asFailure(reason) })),
    );
  };
  return { ...state, begin };
}
