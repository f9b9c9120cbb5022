/** The rules for doubtful rows and values: one group for each, applied together. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import type { Policy } from "../../../../generated/Policy";
import { useWords } from "../../../../i18n";
import { BadValues } from "./BadValues";
import { Duplicates } from "./Duplicates";
import { LeaveOut } from "./LeaveOut";
import { SharedEmails } from "./SharedEmails";

/** What each group of rules gets. */
export interface RuleProps {
  policy: Policy;
  /** Columns that a rule may look at. */
  columns: string[];
  onChange(policy: Policy): void;
}

/** In the order in which a row meets them. */
const RULES = [BadValues, LeaveOut, Duplicates, SharedEmails];

interface RulesDialogProps {
  policy: Policy;
  columns: string[];
  onApply(policy: Policy): void;
  onClose(): void;
}

export function RulesDialog({ policy, columns, onApply, onClose }: RulesDialogProps) {
  const t = useWords();
  const [draft, setDraft] = useState(policy);
  const apply = () => {
    if (JSON.stringify(draft) !== JSON.stringify(policy)) onApply(draft);
    onClose();
  };
  return (
    <Dialog size="L">
      <Heading slot="title">{t("rules-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 24 })} data-testid="rules">
          {RULES.map((Rule, index) => (
            <Rule key={index} policy={draft} columns={columns} onChange={setDraft} />
          ))}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" onPress={apply} data-testid="rules-apply">
          {t("apply")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
