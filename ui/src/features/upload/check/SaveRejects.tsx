/** Saves the rows that cannot be sent where the user says. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../platform";
import { useSaveRejects } from "../../useSaveRejects";

interface SaveRejectsProps {
  ticket: string;
  mapping: MappingSet;
  findings: FindingSummary[];
}

export function SaveRejects({ ticket, mapping, findings }: SaveRejectsProps) {
  const t = useWords();
  const platform = usePlatform();
  const save = useSaveRejects(findings, (reasons) => platform.saveRejects(ticket, mapping, reasons));
  return (
    <ActionButton size="S" onPress={save}>
      {t("save-rows")}
    </ActionButton>
  );
}
