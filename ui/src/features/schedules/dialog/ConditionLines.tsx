/** When not to send, and what becomes of a time that was missed. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Conditions } from "../../../generated/Conditions";
import type { Missed } from "../../../generated/Missed";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import { Line } from "./Line";
import type { Draft } from "./useDraft";

const MISSED: Missed[] = ["run_once", "skip", "ask"];
/** To begin with, in percent. */
const USUAL = { most_rejected: 5, least_rows: 50 };

export function ConditionLines({ draft }: { draft: Draft }) {
  const t = useWords();
  const { conditions, missed, dry_run_first } = draft.schedule;
  const set = (changes: Partial<Conditions>) => draft.change("conditions", { conditions: { ...conditions, ...changes } });
  return (
    <>
      <Line word={t("edit-missed")}>
        <Picker aria-label={t("edit-missed")} value={missed} onChange={(key) => draft.change("all", { missed: key as Missed })} styles={style({ width: 288 })} data-testid="missed">
          {MISSED.map((one) => (
            <PickerItem key={one} id={one}>
              {t(wordId("missed", one))}
            </PickerItem>
          ))}
        </Picker>
      </Line>
      <Line word={t("edit-only-if")}>
        <Checkbox isSelected={conditions.file_changed} onChange={(file_changed) => set({ file_changed })}>
          {t("edit-file-changed")}
        </Checkbox>
      </Line>
      <Line word="">
        <Share word="edit-most-rejected" value={conditions.most_rejected} usual={USUAL.most_rejected} onChange={(most_rejected) => set({ most_rejected })} />
      </Line>
      <Line word="" part="conditions" fault={draft.faultOf("conditions")}>
        <Share word="edit-least-rows" value={conditions.least_rows} usual={USUAL.least_rows} onChange={(least_rows) => set({ least_rows })} />
      </Line>
      <Line word={t("edit-first")}>
        <Checkbox isSelected={dry_run_first} onChange={(dry) => draft.change("all", { dry_run_first: dry })} data-testid="dry-run">
          {t("edit-dry-run")}
        </Checkbox>
      </Line>
    </>
  );
}

interface ShareProps {
  word: string;
  /** Percent; null where it does not count. */
  value: number | null;
  usual: number;
  onChange(value: number | null): void;
}

function Share({ word, value, usual, onChange }: ShareProps) {
  const t = useWords();
  return (
    <>
      <Checkbox isSelected={value !== null} onChange={(on) => onChange(on ? usual : null)} data-testid={word}>
        {t(word)}
      </Checkbox>
      <NumberField
        aria-label={t(`${word}-label`)}
        hideStepper
        isDisabled={value === null}
        minValue={0}
        maxValue={1}
        formatOptions={{ style: "percent", maximumFractionDigits: 1 }}
        value={(value ?? usual) / 100}
        // 0.07 × 100 is not 7: rounded to what the field shows.
        onChange={(share) => onChange(Number.isNaN(share) ? usual : Math.round(share * 1000) / 10)}
        styles={style({ width: 80 })}
      />
      <span>{t(`${word}-end`)}</span>
    </>
  );
}
