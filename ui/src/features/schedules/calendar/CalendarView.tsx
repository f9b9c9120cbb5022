/** A month of runs: per day what became of its slots, and below it those of the chosen day. */
import { getLocalTimeZone, today, type CalendarDate } from "@internationalized/date";
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Text, useLocale } from "@react-spectrum/s2";
import ChevronLeft from "@react-spectrum/s2/icons/ChevronLeft";
import ChevronRight from "@react-spectrum/s2/icons/ChevronRight";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import { Trouble } from "../../../components/Trouble";
import type { Failure } from "../../../generated/Failure";
import type { ScheduleView } from "../../../generated/ScheduleView";
import type { SlotView } from "../../../generated/SlotView";
import { useWords } from "../../../i18n";
import { useMoments } from "../../../i18n/moments";
import { asFailure, usePlatform } from "../../../platform";
import { DaySlots } from "./DaySlots";
import { byDay, pageOf } from "./days";
import { MonthGrid } from "./MonthGrid";

interface CalendarViewProps {
  /** Other schedules have other slots: asked for anew whenever they change. */
  round: ScheduleView[];
  onOpenRun(run: string): void;
  onHeld(slot: { id: string; local: string }): void;
}

export function CalendarView({ round, onOpenRun, onHeld }: CalendarViewProps) {
  const t = useWords();
  const moments = useMoments();
  const { locale } = useLocale();
  const now = today(getLocalTimeZone());
  const [focused, setFocused] = useState<CalendarDate>(now);
  const [chosen, setChosen] = useState<CalendarDate>(now);
  const { from, until } = pageOf(focused, locale);
  const { slots, failure } = useSlots(from, until, round);
  const days = byDay(slots);
  const go = (day: CalendarDate) => {
    setFocused(day);
    setChosen(day);
  };
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
      <div className={style({ display: "flex", alignItems: "center", gap: 8 })}>
        <ActionButton isQuiet aria-label={t("calendar-before")} onPress={() => setFocused(focused.set({ day: 1 }).subtract({ months: 1 }))} data-testid="month-before">
          <ChevronLeft />
        </ActionButton>
        <h2 aria-live="polite" data-testid="month" className={style({ font: "title", margin: 0, minWidth: 160, textAlign: "center" })}>
          {moments.month(focused)}
        </h2>
        <ActionButton isQuiet aria-label={t("calendar-after")} onPress={() => setFocused(focused.set({ day: 1 }).add({ months: 1 }))} data-testid="month-after">
          <ChevronRight />
        </ActionButton>
        <ActionButton onPress={() => go(now)} data-testid="month-today">
          <Text>{t("calendar-today")}</Text>
        </ActionButton>
      </div>
      {failure && <Trouble failure={failure} />}
      <MonthGrid days={days} focused={focused} chosen={chosen} onFocus={setFocused} onChoose={setChosen} />
      <DaySlots day={chosen} slots={days.get(chosen.toString()) ?? []} onOpenRun={onOpenRun} onHeld={onHeld} />
    </div>
  );
}

/** What is there already stays until the new page comes: the grid does not jump. */
function useSlots(from: string, until: string, round: ScheduleView[]): { slots: SlotView[]; failure: Failure | null } {
  const platform = usePlatform();
  const [held, setHeld] = useState<{ slots: SlotView[]; failure: Failure | null }>({ slots: [], failure: null });
  useEffect(() => {
    let here = true;
    platform.slots(from, until).then(
      (slots) => here && setHeld({ slots, failure: null }),
      (reason: unknown) => here && setHeld((before) => ({ ...before, failure: asFailure(reason) })),
    );
    return () => {
      here = false;
    };
  }, [platform, from, until, round]);
  return held;
}
