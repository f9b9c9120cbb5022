/** Groups of addresses that stay at home. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { CheckboxGroup } from "@react-spectrum/s2/CheckboxGroup";
import type { AddressGroup } from "../../../../generated/AddressGroup";
import { useWords } from "../../../../i18n";
import type { RuleProps } from "./RulesDialog";

const GROUPS: AddressGroup[] = ["role", "placeholder", "anonymised"];

export function LeaveOut({ policy, onChange }: RuleProps) {
  const t = useWords();
  return (
    <CheckboxGroup label={t("rule-leave-out")} value={policy.leave_out} onChange={(now) => onChange({ ...policy, leave_out: GROUPS.filter((group) => now.includes(group)) })}>
      {GROUPS.map((group) => (
        <Checkbox key={group} value={group}>
          {t(`rule-leave-out-${group}`)}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
