/** A schedule while it is clicked together: its parts, what they mean by the program's word, and keeping it. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Failure } from "../../../generated/Failure";
import type { Schedule } from "../../../generated/Schedule";
import type { ScheduleFault } from "../../../generated/ScheduleFault";
import type { SchedulePreview } from "../../../generated/SchedulePreview";
import type { ScheduleView } from "../../../generated/ScheduleView";
import { asFailure, usePlatform } from "../../../platform";
import type { Keep } from "../useKeep";
import { clicksOf, recurrenceOf, type Clicks } from "./clicks";
import { PART_OF, type Part } from "./faults";

/** Typing shall not ask for each letter. */
const SETTLE_MS = 300;

export interface Draft {
  schedule: Schedule;
  clicks: Clicks;
  preview: SchedulePreview | null;
  isChanged: boolean;
  isSaving: boolean;
  failure: Failure | null;
  /** What is wrong with a part that somebody has dealt with, or tried to keep. */
  faultOf(part: Part): ScheduleFault | null;
  change(part: Part, changes: Partial<Schedule>): void;
  click(changes: Partial<Clicks>): void;
  save(): void;
}

export function useDraft(id: string | null, start: Schedule, keep: Keep["keep"], onKept: (view: ScheduleView) => void, onFault: (part: Part) => void): Draft {
  const platform = usePlatform();
  const [held, setHeld] = useState(start);
  const [clicks, setClicks] = useState(() => clicksOf(start.when.recurrence));
  const [seen, setSeen] = useState<SchedulePreview | null>(null);
  const [touched, setTouched] = useState<ReadonlySet<Part>>(new Set());
  const [hasTried, setTried] = useState(false);
  const [saving, setSaving] = useState<"no" | "busy" | Failure>("no");
  const schedule = useMemo<Schedule>(() => ({ ...held, when: { ...held.when, recurrence: recurrenceOf(clicks) } }), [held, clicks]);
  const first = useRef(true);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(
      () => {
        first.current = false;
        // Without it the sentence can still be kept; what is wrong is then said on keeping.
        platform.previewSchedule(id, schedule).then(
          (found) => here && setSeen(found),
          () => undefined,
        );
      },
      first.current ? 0 : SETTLE_MS,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [platform, id, schedule]);
  const touch = (part: Part) => setTouched((before) => (before.has(part) ? before : new Set([...before, part])));
  const save = async () => {
    setSaving("busy");
    try {
      const latest = await platform.previewSchedule(id, schedule);
      setSeen(latest);
      setTried(true);
      if (latest.fault === null) {
        const kept = await keep(id, schedule);
        if (kept) onKept(kept);
      } else onFault(PART_OF[latest.fault]);
      setSaving("no");
    } catch (reason) {
      setSaving(asFailure(reason));
    }
  };
  return {
    schedule,
    clicks,
    preview: seen,
    isChanged: JSON.stringify(schedule) !== JSON.stringify(start),
    isSaving: saving === "busy",
    failure: typeof saving === "string" ? null : saving,
    faultOf: (part) => (seen?.fault && PART_OF[seen.fault] === part && (hasTried || touched.has(part)) ? seen.fault : null),
    change: (part, changes) => {
      touch(part);
      setHeld((before) => ({ ...before, ...changes }));
    },
    click: (changes) => {
      touch("when");
      setClicks((before) => ({ ...before, ...changes }));
    },
    save: () => void save(),
  };
}
