/** Something that the program is asked for when somebody says so: not asked yet, on its way, there, or not to be had. */
import { useCallback, useRef, useState } from "react";
import { asFailure } from "../platform";
import type { Loaded } from "./useLoaded";

export type Asked<T> = { is: "not" } | Loaded<T>;

/** Only the latest question counts. */
export function useAsked<T>(): [Asked<T>, (question: () => Promise<T>) => Promise<void>] {
  const [asked, setAsked] = useState<Asked<T>>({ is: "not" });
  const round = useRef(0);
  const ask = useCallback(async (question: () => Promise<T>) => {
    const mine = ++round.current;
    setAsked({ is: "coming" });
    const answer: Asked<T> = await question().then(
      (value) => ({ is: "there", value }),
      (reason: unknown) => ({ is: "failed", failure: asFailure(reason) }),
    );
    if (mine === round.current) setAsked(answer);
  }, []);
  return [asked, ask];
}
