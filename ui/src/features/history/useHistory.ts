/** The runs and the times of schedules, read again whenever one of them changed. */
import { getLocalTimeZone, today } from "@internationalized/date";
import { useEffect, useState } from "react";
import type { Failure } from "../../generated/Failure";
import type { RunReport } from "../../generated/RunReport";
import type { SlotView } from "../../generated/SlotView";
import { asFailure, usePlatform, usePlatformEvent } from "../../platform";

export type History = { is: "coming"; isSlow: boolean } | { is: "there"; runs: RunReport[] } | { is: "failed"; failure: Failure };

/** As far back as times of schedules are shown. */
const DAYS = 366;
/** Sooner, a spinner would only flicker. */
const SLOW_MS = 300;

export function useHistory(): History {
  const platform = usePlatform();
  const [history, setHistory] = useState<History>({ is: "coming", isSlow: false });
  const [changes, setChanges] = useState(0);
  usePlatformEvent("history_changed", () => setChanges((n) => n + 1));
  useEffect(() => {
    let here = true;
    const timer = setTimeout(() => setHistory((now) => (now.is === "coming" ? { is: "coming", isSlow: true } : now)), SLOW_MS);
    platform.history().then(
      (runs) => here && setHistory({ is: "there", runs }),
      (reason: unknown) => here && setHistory({ is: "failed", failure: asFailure(reason) }),
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [platform, changes]);
  return history;
}

/** The times of schedules; the uploads are shown also where these cannot be had. */
export function useSlots(): SlotView[] {
  const platform = usePlatform();
  const [slots, setSlots] = useState<SlotView[]>([]);
  const [changes, setChanges] = useState(0);
  usePlatformEvent("history_changed", () => setChanges((n) => n + 1));
  usePlatformEvent("schedules_changed", () => setChanges((n) => n + 1));
  useEffect(() => {
    let here = true;
    const now = today(getLocalTimeZone());
    platform.slots(now.subtract({ days: DAYS }).toString(), now.toString()).then(
      (found) => here && setSlots(found),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [platform, changes]);
  return slots;
}
