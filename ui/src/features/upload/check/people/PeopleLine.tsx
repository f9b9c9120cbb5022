/** Who is who, and what they allow: what cannot be taken back stands above the columns. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../../i18n";
import type { Checking } from "../../flow";
import { ConsentLine } from "./ConsentLine";
import { IdentityLine } from "./IdentityLine";
import type { OnAsk } from "./PeopleDialogs";

interface PeopleLineProps {
  /** Of the words about identity, for the button that sends. */
  identityId: string;
  flow: Checking;
  onAsk: OnAsk;
  onAddresses(areNew: boolean): void;
}

export function PeopleLine({ identityId, flow, onAsk, onAddresses }: PeopleLineProps) {
  const t = useWords();
  return (
    <div className={style({ display: "flex", alignItems: "center", columnGap: 24, rowGap: 8, flexWrap: "wrap", marginBottom: 16, flexShrink: 0 })}>
      <IdentityLine id={identityId} flow={flow} onAsk={onAsk} />
      <ConsentLine flow={flow} onAsk={onAsk} />
      {flow.newAddresses && (
        <div className={style({ display: "flex", alignItems: "center", gap: 8, font: "ui" })} data-testid="addresses-believed">
          {t("addresses-believed")}
          <ActionButton size="S" isQuiet onPress={() => onAddresses(false)}>
            {t("addresses-hold")}
          </ActionButton>
        </div>
      )}
    </div>
  );
}
