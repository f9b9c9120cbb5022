/** The schedules of this computer and what starts them. One for the whole window. */
import { useCallback, useEffect, useState } from "react";
import type { Background } from "../../generated/Background";
import type { Failure } from "../../generated/Failure";
import type { Pause } from "../../generated/Pause";
import type { Schedules } from "../../generated/Schedules";
import type { ScheduleView } from "../../generated/ScheduleView";
import { asFailure, usePlatform, usePlatformEvent } from "../../platform";

export interface SchedulesState {
  is: "coming" | "there" | "failed";
  all: ScheduleView[];
  paused: Pause | null;
  failure: Failure | null;
  background: Background | null;
  /** A schedule that was added or changed. */
  put(changed: ScheduleView): void;
  /** One that is gone. */
  drop(id: string): void;
  set(schedules: Schedules): void;
  setBackground(background: Background): void;
}

interface Held {
  is: SchedulesState["is"];
  all: ScheduleView[];
  paused: Pause | null;
  failure: Failure | null;
}

function byName(a: ScheduleView, b: ScheduleView): number {
  return a.schedule.name.localeCompare(b.schedule.name);
}

/** The schedule that runs next, and when. */
export function nextOf(all: ScheduleView[]): { view: ScheduleView; at: string } | null {
  const coming = all.flatMap((view) => (view.will.state === "run" ? [{ view, at: view.will.at }] : []));
  return coming.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
}

export function useSchedules(): SchedulesState {
  const platform = usePlatform();
  const [held, setHeld] = useState<Held>({ is: "coming", all: [], paused: null, failure: null });
  const [background, setBackground] = useState<Background | null>(null);
  const [round, setRound] = useState(0);
  const set = useCallback((schedules: Schedules) => setHeld({ is: "there", all: [...schedules.schedules].sort(byName), paused: schedules.paused, failure: null }), []);
  useEffect(() => {
    let here = true;
    platform.schedules().then(
      (schedules) => here && set(schedules),
      (reason: unknown) => here && setHeld({ is: "failed", all: [], paused: null, failure: asFailure(reason) }),
    );
    // Without it the page still shows the schedules, each with whether it will run.
    platform.background().then(
      (found) => here && setBackground(found),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [platform, set, round]);
  usePlatformEvent("schedules_changed", () => setRound((n) => n + 1));
  const put = useCallback((changed: ScheduleView) => setHeld((before) => ({ ...before, all: [...before.all.filter(({ id }) => id !== changed.id), changed].sort(byName) })), []);
  const drop = useCallback((id: string) => setHeld((before) => ({ ...before, all: before.all.filter((one) => one.id !== id) })), []);
  return { ...held, background, put, drop, set, setBackground };
}
