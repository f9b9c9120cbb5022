/** The days of a month as a grid that arrow keys go through; each says in words what became of its runs. */
import type { CalendarDate } from "@internationalized/date";
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell } from "react-aria-components/Calendar";
import { SlotMark } from "../../../components/SlotMark";
import type { SlotView } from "../../../generated/SlotView";
import { useWords } from "../../../i18n";
import { useMoments } from "../../../i18n/moments";
import { summary } from "./days";

interface MonthGridProps {
  days: Map<string, SlotView[]>;
  focused: CalendarDate;
  chosen: CalendarDate;
  onFocus(day: CalendarDate): void;
  onChoose(day: CalendarDate): void;
}

const table = style({ width: "full", tableLayout: "fixed", borderCollapse: "collapse" });
const head = style({ font: "ui-sm", color: "neutral-subdued", paddingY: 4, textAlign: "start", paddingX: 8 });
const cell = style({
  ...focusRing(),
  display: "flex",
  flexDirection: "column",
  gap: 4,
  minHeight: 72,
  boxSizing: "border-box",
  padding: 8,
  cursor: "pointer",
  font: "ui-sm",
  color: "neutral",
  borderWidth: { default: 1, isSelected: 2 },
  borderStyle: "solid",
  borderColor: { default: "gray-200", isSelected: "gray-900" },
  borderRadius: "sm",
  backgroundColor: { default: "transparent", isHovered: "gray-100" },
});
const number = style({ font: "ui", fontWeight: { default: "normal", isToday: "bold" }, color: { default: "neutral", isOutsideMonth: "disabled" } });

export function MonthGrid({ days, focused, chosen, onFocus, onChoose }: MonthGridProps) {
  const t = useWords();
  const moments = useMoments();
  const said = (day: string) => moments.list(summary(days.get(day) ?? []).map(({ kind, count }) => t(`day-${kind}`, { count })));
  return (
    <Calendar aria-label={t("calendar-label")} value={chosen} onChange={(day) => onChoose(day as CalendarDate)} focusedValue={focused} onFocusChange={(day) => onFocus(day as CalendarDate)} data-testid="calendar">
      <CalendarGrid weekdayStyle="short" className={table}>
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className={head}>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => {
            const day = date.toString();
            const words = said(day);
            return (
              <CalendarCell
                date={date}
                className={cell}
                data-day={day}
                // The date alone would be read out.
                render={(props) => <div {...props} aria-label={words === "" ? props["aria-label"] : t("calendar-day", { date: props["aria-label"] ?? "", what: words })} />}
              >
                {({ formattedDate, isToday, isOutsideMonth }) => (
                  <>
                    <span className={number({ isToday, isOutsideMonth })}>{formattedDate}</span>
                    {!isOutsideMonth && summary(days.get(day) ?? []).map(({ kind, count }) => <SlotMark key={kind} kind={kind} count={count} />)}
                  </>
                )}
              </CalendarCell>
            );
          }}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
