/** Something that the program has to be asked for: on its way, there, or not to be had. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "../generated/Failure";
import { asFailure } from "../platform";

export type Loaded<T> = { is: "coming" } | { is: "there"; value: T } | { is: "failed"; failure: Failure };

const COMING = { is: "coming" } as const;

/** Asks anew whenever the key is another one, and when it is told to; without a key it does not ask. */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<{ key: string; loaded: Loaded<T> } | null>(null);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const wanted = key === null ? null : `${round} ${key}`;
  useEffect(() => {
    if (wanted === null) return undefined;
    let here = true;
    latest.current().then(
      (value) => here && setHeld({ key: wanted, loaded: { is: "there", value } }),
      (reason: unknown) => here && setHeld({ key: wanted, loaded: { is: "failed", failure: asFailure(reason) } }),
    );
    return () => {
      here = false;
    };
  }, [wanted]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return [held !== null && held.key === wanted ? held.loaded : COMING, again];
}
