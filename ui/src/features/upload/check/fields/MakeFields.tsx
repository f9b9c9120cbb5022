/** Fields of the organisation's own for columns that have none: the button, and the dialog behind it. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { Text } from "@react-spectrum/s2";
import Add from "@react-spectrum/s2/icons/Add";
import { useState } from "react";
import type { FieldsInUse } from "../../../../generated/FieldsInUse";
import { useWords } from "../../../../i18n";
import type { Checking } from "../../flow";
import { FieldsDialog } from "./FieldsDialog";

interface MakeFieldsProps {
  flow: Checking;
  onMade(inUse: FieldsInUse): void;
}

export function MakeFields({ flow, onMade }: MakeFieldsProps) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const made = (inUse: FieldsInUse) => (close(), onMade(inUse));
  return (
    <>
      <ActionButton onPress={() => setOpen(true)} data-testid="fields-open">
        <Add />
        <Text>{t("fields-open")}</Text>
      </ActionButton>
      <DialogContainer onDismiss={close}>{isOpen && <FieldsDialog flow={flow} onMade={made} onClose={close} />}</DialogContainer>
    </>
  );
}
