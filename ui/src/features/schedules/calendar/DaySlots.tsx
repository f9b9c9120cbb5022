/** The slots of one day, each with why it did not run, or with its runs. */
import type { CalendarDate } from "@internationalized/date";
import { Link } from "@react-spectrum/s2/Link";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { kindOf, SlotMark } from "../../../components/SlotMark";
import type { SlotView } from "../../../generated/SlotView";
import { useWords } from "../../../i18n";
import { useMoments } from "../../../i18n/moments";
import { useBecause } from "../../../i18n/schedule";

interface DaySlotsProps {
  day: CalendarDate;
  slots: SlotView[];
  onOpenRun(run: string): void;
  onHeld(slot: { id: string; local: string }): void;
}

const row = style({ display: "grid", gridTemplateColumns: [64, "minmax(0, 1fr)", 176], columnGap: 16, alignItems: "start", paddingY: 8, font: "ui", borderBottomWidth: 1, borderTopWidth: 0, borderXWidth: 0, borderStyle: "solid", borderColor: "gray-200" });

export function DaySlots({ day, slots, onOpenRun, onHeld }: DaySlotsProps) {
  const t = useWords();
  const moments = useMoments();
  const because = useBecause();
  const date = moments.date(day);
  return (
    <section aria-live="polite" aria-label={t("calendar-slots", { date })} data-testid="day-slots">
      <h3 className={style({ font: "title-sm", margin: 0, marginBottom: 4 })}>{date}</h3>
      {slots.length === 0 && <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("calendar-nothing")}</p>}
      <ul className={style({ listStyleType: "none", margin: 0, padding: 0 })}>
        {slots.map((slot) => (
          <li key={`${slot.schedule} ${slot.local}`} className={row}>
            <span className={style({ fontVariantNumeric: "tabular-nums" })}>{moments.timeOf(slot.local)}</span>
            <span className={style({ display: "flex", flexDirection: "column", gap: 2, minWidth: 0, overflowWrap: "anywhere" })}>
              <b className={style({ fontWeight: "bold" })}>{slot.name}</b>
              {slot.reason && <span className={style({ color: "neutral-subdued" })}>{because(slot.reason)}</span>}
              {slot.added.length > 0 && <span className={style({ color: "neutral-subdued" })}>{t("last-run-added", { columns: moments.list(slot.added) })}</span>}
              {slot.runs.map((run, index) => (
                <Link key={run} isStandalone onPress={() => onOpenRun(run)}>
                  {slot.runs.length === 1 ? t("calendar-open") : t("calendar-open-number", { number: index + 1 })}
                </Link>
              ))}
              {slot.state === "held" && (
                <Link isStandalone onPress={() => onHeld({ id: slot.schedule, local: slot.local })}>
                  {t("remedy-look")}
                </Link>
              )}
            </span>
            <SlotMark kind={kindOf(slot)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
