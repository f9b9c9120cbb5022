/** What customers are told apart by, in words; opens the choices. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Text } from "@react-spectrum/s2";
import ChevronDown from "@react-spectrum/s2/icons/ChevronDown";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../../i18n";
import { useIdentityWords } from "../../../../i18n/people";
import type { Checking } from "../../flow";
import type { OnAsk } from "./PeopleDialogs";
import { toldBy } from "./uses";

interface IdentityLineProps {
  /** Of the words, for the button that sends. */
  id: string;
  flow: Checking;
  onAsk: OnAsk;
}

export function IdentityLine({ id, flow, onAsk }: IdentityLineProps) {
  const t = useWords();
  const words = useIdentityWords();
  const what = words(toldBy(flow));
  return (
    <ActionButton size="S" onPress={() => onAsk({ about: "identity" })} data-testid="identity-line">
      <Text>
        <span id={id}>{what === null ? t("identity-open") : t("identity-told-by", { what })}</span>
      </Text>
      <span className={style({ display: "flex" })}>
        <ChevronDown styles={iconStyle({ size: "XS" })} />
      </span>
    </ActionButton>
  );
}
