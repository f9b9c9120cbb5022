/** What can be done with schedules at once, without a dialog. What fails is said below the pages. */
import { toCalendarDateTime, toZoned, getLocalTimeZone, today } from "@internationalized/date";
import type { Schedule } from "../../generated/Schedule";
import type { ScheduleView } from "../../generated/ScheduleView";
import { useSay } from "../../components/messages/messages";
import { useWords } from "../../i18n";
import { usePlatform } from "../../platform";
import type { Keep } from "./useKeep";
import type { SchedulesState } from "./useSchedules";

export type PauseFor = "hour" | "tomorrow" | "on";

const HOUR_MS = 3_600_000;

function until(length: PauseFor): string | null {
  if (length === "on") return null;
  if (length === "hour") return new Date(Date.now() + HOUR_MS).toISOString();
  const zone = getLocalTimeZone();
  return toZoned(toCalendarDateTime(today(zone).add({ days: 1 })), zone).toAbsoluteString();
}

export interface Actions {
  turn(view: ScheduleView, enabled: boolean): void;
  run(view: ScheduleView): void;
  remove(view: ScheduleView): void;
  pause(length: PauseFor): void;
  resume(): void;
  startWithComputer(on: boolean): void;
  setTimer(on: boolean): void;
  /** Where its file or folder is gone. */
  chooseSource(view: ScheduleView): void;
}

function elsewhere(schedule: Schedule, path: string): Schedule {
  const { source } = schedule;
  return { ...schedule, source: source.kind === "file" ? { ...source, path } : { ...source, folder: path } };
}

export function useActions(state: SchedulesState, keep: Keep["keep"]): Actions {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const { put, drop, set, setBackground } = state;
  const tell = say.failed;
  const restore = async ({ schedule, enabled }: ScheduleView) => {
    const back = await keep(null, schedule);
    if (back) put(enabled ? back : await platform.switchSchedule(back.id, false));
  };
  const choose = async ({ id, schedule }: ScheduleView) => {
    const path = await (schedule.source.kind === "file" ? platform.chooseScheduleFile() : platform.chooseScheduleFolder());
    const kept = path !== null && (await keep(id, elsewhere(schedule, path)));
    if (kept) put(kept);
  };
  return {
    turn: ({ id }, enabled) => void platform.switchSchedule(id, enabled).then(put, tell),
    run: ({ id, schedule }) =>
      void platform.runSchedule(id).then((view) => {
        put(view);
        say.done(t("schedule-started", { name: schedule.name }));
      }, tell),
    remove: (view) =>
      void platform.removeSchedule(view.id).then(() => {
        drop(view.id);
        say.done(t("schedule-removed", { name: view.schedule.name }), { words: t("undo"), act: () => void restore(view).catch(tell) });
      }, tell),
    pause: (length) => void platform.pauseSchedules(until(length)).then(set, tell),
    resume: () => void platform.resumeSchedules().then(set, tell),
    startWithComputer: (on) => void platform.setBackground(on).then(setBackground, tell),
    setTimer: (on) => void platform.setTimer(on).then(setBackground, tell),
    chooseSource: (view) => void choose(view).catch(tell),
  };
}
