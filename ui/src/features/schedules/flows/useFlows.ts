/** Dataflows as they stand on their platforms: asked for when the page is shown, and when somebody says so. */
import { useCallback, useEffect, useState } from "react";
import type { Failure } from "../../../generated/Failure";
import type { FlowView } from "../../../generated/FlowView";
import { asFailure, usePlatform, usePlatformEvent } from "../../../platform";

export interface FlowsState {
  all: FlowView[];
  isLooking: boolean;
  failure: Failure | null;
  put(changed: FlowView): void;
  drop(id: string): void;
  look(): void;
}

function byName(a: FlowView, b: FlowView): number {
  return a.name.localeCompare(b.name);
}

export function useFlows(isShown: boolean): FlowsState {
  const platform = usePlatform();
  const [all, setAll] = useState<FlowView[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(-1);
  useEffect(() => {
    if (!isShown) return undefined;
    let here = true;
    platform.flows().then(
      (found) => {
        if (!here) return;
        setAll([...found].sort(byName));
        setFailure(null);
        setDone(round);
      },
      (reason: unknown) => {
        if (!here) return;
        setFailure(asFailure(reason));
        setDone(round);
      },
    );
    return () => {
      here = false;
    };
  }, [platform, isShown, round]);
  // A run that ended may be one of theirs.
  usePlatformEvent("history_changed", () => all.length > 0 && setRound((n) => n + 1));
  return {
    all,
    isLooking: done !== round,
    failure,
    put: useCallback((changed: FlowView) => setAll((before) => [...before.filter(({ id }) => id !== changed.id), changed].sort(byName)), []),
    drop: useCallback((id: string) => setAll((before) => before.filter((one) => one.id !== id)), []),
    look: useCallback(() => setRound((n) => n + 1), []),
  };
}
