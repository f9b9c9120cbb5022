/** Times of a day, one field for each. */
import { Time, parseTime } from "@internationalized/date";
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { TimeField } from "@react-spectrum/s2/TimeField";
import { useLocale } from "@react-spectrum/s2";
import { Tooltip, TooltipTrigger } from "@react-spectrum/s2/Tooltip";
import Add from "@react-spectrum/s2/icons/Add";
import Close from "@react-spectrum/s2/icons/Close";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../i18n";
import { MOST_TIMES } from "./clicks";

const field = style({ width: { default: 88, isTwelve: 128 } });

interface TimesProps {
  times: string[];
  onChange(times: string[]): void;
}

function written(time: Time | null): string {
  return time ? time.toString().slice(0, 5) : "";
}

/** Twelve hours after the last one, so that a second time is a sensible one. */
function further(times: string[]): string {
  const last = times.filter((time) => time !== "").at(-1);
  return written(last === undefined ? new Time(6, 30) : parseTime(last).add({ hours: 12 }));
}

export function Times({ times, onChange }: TimesProps) {
  const t = useWords();
  const { locale } = useLocale();
  // Room for AM and PM.
  const isTwelve = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 === true;
  return (
    <>
      {times.map((time, index) => (
        // A time is what stands at its place: it has no other name.
        <span key={index} className={style({ display: "flex", alignItems: "center", gap: 4 })}>
          {index === 0 && <span className={style({ marginEnd: 4 })}>{t("edit-at")}</span>}
          <TimeField
            aria-label={t("edit-time", { number: index + 1 })}
            shouldForceLeadingZeros
            value={time === "" ? null : parseTime(time)}
            onChange={(changed) => onChange(times.map((one, at) => (at === index ? written(changed) : one)))}
            styles={field({ isTwelve })}
            data-testid="time"
          />
          {times.length > 1 && (
            <ActionButton isQuiet size="S" aria-label={t("edit-time-remove", { number: index + 1 })} onPress={() => onChange(times.filter((_, at) => at !== index))}>
              <Close />
            </ActionButton>
          )}
        </span>
      ))}
      {times.length < MOST_TIMES && (
        <TooltipTrigger>
          <ActionButton isQuiet size="S" aria-label={t("edit-time-add")} onPress={() => onChange([...times, further(times)])} data-testid="add-time">
            <Add />
          </ActionButton>
          <Tooltip>{t("edit-time-add")}</Tooltip>
        </TooltipTrigger>
      )}
    </>
  );
}
