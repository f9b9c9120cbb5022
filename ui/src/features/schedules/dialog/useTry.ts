/** A check that sends nothing, of a sentence as it stands. */
import { useEffect, useRef, useState } from "react";
import type { Failure } from "../../../generated/Failure";
import type { Progress } from "../../../generated/Progress";
import type { Schedule } from "../../../generated/Schedule";
import type { Tried } from "../../../generated/Tried";
import { asFailure, usePlatform } from "../../../platform";

export type Trial = { is: "none" } | { is: "busy"; progress: Progress | null } | { is: "done"; tried: Tried } | { is: "failed"; failure: Failure };

export function useTry(id: string | null): { trial: Trial; begin(schedule: Schedule): void; stop(): void } {
  const platform = usePlatform();
  const [trial, setTrial] = useState<Trial>({ is: "none" });
  const isBusy = useRef(false);
  const stop = () => void platform.cancelScheduleTry().catch(() => undefined);
  const begin = (schedule: Schedule) => {
    isBusy.current = true;
    setTrial({ is: "busy", progress: null });
    const end = (next: Trial) => {
      isBusy.current = false;
      setTrial(next);
    };
    platform
      .trySchedule(id, schedule, (progress) => isBusy.current && setTrial({ is: "busy", progress }))
      .then(
        (tried) => end({ is: "done", tried }),
        (reason: unknown) => {
          const failure = asFailure(reason);
          end(failure.problem.code === "cancelled" ? { is: "none" } : { is: "failed", failure });
        },
      );
  };
  // Nobody waits for it once the dialog is gone.
  useEffect(
    () => () => {
      if (isBusy.current) void platform.cancelScheduleTry().catch(() => undefined);
    },
    [platform],
  );
  return { trial, begin, stop };
}
