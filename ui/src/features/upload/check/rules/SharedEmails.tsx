/** One e-mail address on several customer numbers. */
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import type { SharedEmail } from "../../../../generated/SharedEmail";
import { useWords } from "../../../../i18n";
import type { RuleProps } from "./RulesDialog";

const CHOICES: SharedEmail[] = ["hold", "number_only", "send"];

export function SharedEmails({ policy, onChange }: RuleProps) {
  const t = useWords();
  return (
    <RadioGroup label={t("rule-shared-email")} value={policy.shared_email} onChange={(now) => onChange({ ...policy, shared_email: now as SharedEmail })}>
      {CHOICES.map((choice) => (
        <Radio key={choice} value={choice}>
          {t(`rule-shared-email-${choice.replace("_", "-")}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}
