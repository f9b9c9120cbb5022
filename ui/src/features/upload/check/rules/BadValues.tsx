/** A value that cannot be read. */
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import type { BadValue } from "../../../../generated/BadValue";
import { useWords } from "../../../../i18n";
import type { RuleProps } from "./RulesDialog";

export function BadValues({ policy, onChange }: RuleProps) {
  const t = useWords();
  return (
    <RadioGroup label={t("rule-bad-value")} value={policy.on_bad_value} onChange={(now) => onChange({ ...policy, on_bad_value: now as BadValue })}>
      <Radio value="drop">{t("rule-bad-value-drop")}</Radio>
      <Radio value="reject">{t("rule-bad-value-reject")}</Radio>
    </RadioGroup>
  );
}
