/** Every hour, day, week or month, and at what times. */
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { SegmentedControl, SegmentedControlItem } from "@react-spectrum/s2/SegmentedControl";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../i18n";
import { placeOfZone } from "../../../i18n/moments";
import { Advanced } from "./Advanced";
import { EVERY, STEPS, type Every } from "./clicks";
import { MonthDays, Weekdays } from "./Days";
import { Fault, Line } from "./Line";
import { Times } from "./Times";
import type { Draft } from "./useDraft";

const WORDS: Record<Every, string> = { hours: "edit-hour", days: "edit-day", weekdays: "edit-week", month_days: "edit-month" };

export function WhenLine({ draft }: { draft: Draft }) {
  const t = useWords();
  const { clicks, click, schedule } = draft;
  const zone = <span className={style({ color: "neutral-subdued" })}>{t("zone-time", { zone: placeOfZone(schedule.when.zone) })}</span>;
  const fault = draft.faultOf("when");
  return (
    <>
      {/* A pattern is told what is wrong where it is typed. */}
      <Line word={t("edit-every")} part="when" fault={clicks.isPattern ? null : fault}>
        <SegmentedControl aria-label={t("edit-every-label")} isDisabled={clicks.isPattern} selectedKey={clicks.every} onSelectionChange={(key) => click({ every: key as Every })}>
          {EVERY.map((every) => (
            <SegmentedControlItem key={every} id={every}>
              {t(WORDS[every])}
            </SegmentedControlItem>
          ))}
        </SegmentedControl>
        {!clicks.isPattern && clicks.every === "hours" && <Hours draft={draft} />}
        {!clicks.isPattern && clicks.every === "weekdays" && <Weekdays chosen={clicks.weekdays} onChange={(weekdays) => click({ weekdays })} />}
        {!clicks.isPattern && clicks.every === "month_days" && <MonthDays chosen={clicks.monthDays} onChange={(monthDays) => click({ monthDays })} />}
        {!clicks.isPattern && clicks.every !== "hours" && <Times times={clicks.times} onChange={(times) => click({ times })} />}
        {zone}
      </Line>
      <Line word="">
        <div className={style({ flexGrow: 1 })}>
          <Advanced draft={draft} fault={clicks.isPattern ? fault : null} />
          <Fault fault={draft.faultOf("zone")} />
        </div>
      </Line>
    </>
  );
}

function Hours({ draft: { clicks, click } }: { draft: Draft }) {
  const t = useWords();
  return (
    <>
      <Picker aria-label={t("edit-step")} value={String(clicks.step)} onChange={(key) => click({ step: Number(key) })} styles={style({ width: 80 })} data-testid="step">
        {STEPS.map((step) => (
          <PickerItem key={step} id={String(step)}>
            {String(step)}
          </PickerItem>
        ))}
      </Picker>
      <span>{t("edit-step-unit", { step: clicks.step })}</span>
      <NumberField aria-label={t("edit-minute")} hideStepper minValue={0} maxValue={59} value={clicks.minute} onChange={(minute) => click({ minute: Number.isNaN(minute) ? 0 : minute })} styles={style({ width: 64 })} data-testid="minute" />
    </>
  );
}
