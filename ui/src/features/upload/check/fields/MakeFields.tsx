/** Fields of the organisation's own for columns that have none: the button, and the dialog behind it. */
import { Text } from "@react-spectrum/s2";
import Add from "@react-spectrum/s2/icons/Add";
import { Opener } from "../../../../components/Opener";
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
  const label = (
    <>
      <Add />
      <Text>{t("fields-open")}</Text>
    </>
  );
  return (
    <Opener label={label} testId="fields-open">
      {(close) => <FieldsDialog flow={flow} onMade={(inUse) => (close(), onMade(inUse))} onClose={close} />}
    </Opener>
  );
}
