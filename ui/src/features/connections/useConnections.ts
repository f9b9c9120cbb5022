/** The connections of this computer and the one that uploads go through. One for the whole window. */
import { useCallback, useEffect, useState } from "react";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { Failure } from "../../generated/Failure";
import { asFailure, usePlatform } from "../../platform";

export interface Connections {
  /** The practice platform first; empty until they are there. */
  all: ConnectionView[];
  current: ConnectionView | null;
  /** Why they cannot be had. */
  failure: Failure | null;
  /** Uploads go through this one from now on. */
  use(id: string): Promise<void>;
  /** A connection that was added or changed. */
  put(changed: ConnectionView): void;
  /** A connection that is gone. */
  drop(id: string): void;
}

interface Held {
  all: ConnectionView[];
  current: string | null;
  failure: Failure | null;
}

function byName(a: ConnectionView, b: ConnectionView): number {
  return Number(b.id === "practice") - Number(a.id === "practice") || a.name.localeCompare(b.name);
}

export function useConnections(): Connections {
  const platform = usePlatform();
  const [held, setHeld] = useState<Held>({ all: [], current: null, failure: null });
  useEffect(() => {
    let here = true;
    Promise.all([platform.connections(), platform.currentConnection()]).then(
      ([all, current]) => here && setHeld({ all, current, failure: null }),
      (reason: unknown) => here && setHeld({ all: [], current: null, failure: asFailure(reason) }),
    );
    return () => {
      here = false;
    };
  }, [platform]);
  const put = useCallback((changed: ConnectionView) => setHeld((before) => ({ ...before, all: [...before.all.filter(({ id }) => id !== changed.id), changed].sort(byName) })), []);
  const use = useCallback(
    async (id: string) => {
      const chosen = await platform.chooseConnection(id);
      put(chosen);
      setHeld((before) => ({ ...before, current: chosen.id }));
    },
    [platform, put],
  );
  // Without its connection the engine goes back to the practice platform; so does the page.
  const drop = useCallback((id: string) => setHeld((before) => ({ ...before, all: before.all.filter((one) => one.id !== id), current: before.current === id ? "practice" : before.current })), []);
  return { all: held.all, current: held.all.find(({ id }) => id === held.current) ?? null, failure: held.failure, use, put, drop };
}
