/** Several rows about one customer: which of them counts. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../../i18n";
import type { RuleProps } from "./RulesDialog";

export function Duplicates({ policy, columns, onChange }: RuleProps) {
  const t = useWords();
  const { by } = policy.duplicates;
  const choose = (now: string | null) => onChange({ ...policy, duplicates: { ...policy.duplicates, by: now } });
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 8 })}>
      <RadioGroup label={t("rule-duplicates")} value={by === null ? "last" : "newest"} onChange={(now) => choose(now === "last" ? null : (columns[0] ?? null))}>
        <Radio value="last">{t("rule-duplicates-last")}</Radio>
        <Radio value="newest" isDisabled={columns.length === 0}>
          {t("rule-duplicates-newest")}
        </Radio>
      </RadioGroup>
      {by !== null && (
        <Picker label={t("rule-duplicates-by")} description={t("rule-duplicates-by-text")} items={columns.map((id) => ({ id }))} selectedKey={by} onSelectionChange={(key) => key !== null && choose(String(key))} styles={style({ width: 288, marginStart: 24 })}>
          {({ id }: { id: string }) => <PickerItem id={id}>{id}</PickerItem>}
        </Picker>
      )}
      <Checkbox isSelected={policy.duplicates.fill_blanks ?? false} onChange={(fill_blanks) => onChange({ ...policy, duplicates: { ...policy.duplicates, fill_blanks } })}>
        {t("rule-duplicates-fill")}
      </Checkbox>
    </div>
  );
}
