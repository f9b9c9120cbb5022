/** Tests of connections in this session: what they found, and when. */
import { useCallback, useState } from "react";
import { usePlatform } from "../../platform";
import { BEGUN, heard, unfinished, type Tested } from "./tested";

export interface Tests {
  of: Record<string, Tested>;
  at: Record<string, string>;
  begin(id: string): void;
  cancel(id: string): void;
  /** The connection was changed: what was found says nothing any more. */
  forget(id: string): void;
}

export function useTests(): Tests {
  const platform = usePlatform();
  const [of, setOf] = useState<Record<string, Tested>>({});
  const [at, setAt] = useState<Record<string, string>>({});
  const put = useCallback((id: string, test: Tested) => setOf((before) => ({ ...before, [id]: test })), []);
  const begin = useCallback(
    (id: string) => {
      put(id, BEGUN);
      const hear = (progress: Parameters<typeof heard>[1]) => setOf((before) => ({ ...before, [id]: heard(before[id] ?? BEGUN, progress) }));
      platform.tryConnection(id, hear).then(
        (check) => {
          put(id, { is: "done", check });
          setAt((before) => ({ ...before, [id]: new Date().toISOString() }));
        },
        (reason: unknown) => put(id, unfinished(reason)),
      );
    },
    [platform, put],
  );
  const cancel = useCallback((id: string) => void platform.cancelTry(id), [platform]);
  const forget = useCallback((id: string) => put(id, { is: "none" }), [put]);
  return { of, at, begin, cancel, forget };
}
