/** Days of the week and of the month, as buttons that stay down. One stop for the Tab key; arrows go through them. */
import { ToggleButton } from "@react-spectrum/s2/ToggleButton";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import type { MonthDay } from "../../../generated/MonthDay";
import type { Weekday } from "../../../generated/Weekday";
import { useWords } from "../../../i18n";
import { useMoments, WEEKDAYS } from "../../../i18n/moments";

const week = style({ display: "flex", gap: 4, flexWrap: "wrap" });
const month = style({ display: "grid", gridTemplateColumns: "repeat(8, 56px)", gap: 4, justifyItems: "start", justifyContent: "start", width: "full" });

export function Weekdays({ chosen, onChange }: { chosen: Weekday[]; onChange(days: Weekday[]): void }) {
  const t = useWords();
  const moments = useMoments();
  return (
    <ToggleButtonGroup aria-label={t("edit-weekdays")} selectionMode="multiple" selectedKeys={chosen} onSelectionChange={(keys) => onChange([...keys] as Weekday[])} className={week}>
      {WEEKDAYS.map((day) => (
        <ToggleButton key={day} id={day} size="S" aria-label={moments.weekday(day)}>
          {moments.shortWeekday(day)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const LAST = "last";
const NUMBERS = Array.from({ length: 31 }, (_, index) => String(index + 1));

export function MonthDays({ chosen, onChange }: { chosen: MonthDay[]; onChange(days: MonthDay[]): void }) {
  const t = useWords();
  return (
    <ToggleButtonGroup
      aria-label={t("edit-month-days")}
      selectionMode="multiple"
      selectedKeys={chosen.map((day) => (day === LAST ? LAST : String(day.day)))}
      onSelectionChange={(keys) => onChange([...keys].map((key) => (key === LAST ? LAST : { day: Number(key) })))}
      className={month}
    >
      {NUMBERS.map((day) => (
        <ToggleButton key={day} id={day} size="S">
          {day}
        </ToggleButton>
      ))}
      <ToggleButton id={LAST} size="S" aria-label={t("edit-last-day-label")}>
        {t("edit-last-day")}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
