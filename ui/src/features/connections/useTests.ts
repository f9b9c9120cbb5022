/** Tests of connections in this session: what they found, and when. */
import { useCallback, useState } from "react";
import { asFailure, usePlatform } from "../../platform";
import type { Tested } from "./Checks";

export interface Tests {
  of: Record<string, Tested>;
  at: Record<string, string>;
  begin(id: string): void;
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
      put(id, { is: "busy" });
      platform.tryConnection(id).then(
        (check) => {
          put(id, { is: "done", check });
          setAt((before) => ({ ...before, [id]: new Date().toISOString() }));
        },
        (reason: unknown) => put(id, { is: "failed", failure: asFailure(reason) }),
      );
    },
    [platform, put],
  );
  const forget = useCallback((id: string) => put(id, { is: "none" }), [put]);
  return { of, at, begin, forget };
}
