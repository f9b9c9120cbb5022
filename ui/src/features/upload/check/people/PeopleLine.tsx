/** Who is who, and what they allow: what cannot be taken back stands above the columns. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Checking } from "../../flow";
import { ConsentLine } from "./ConsentLine";
import { IdentityLine } from "./IdentityLine";
import type { OnAsk } from "./PeopleDialogs";

interface PeopleLineProps {
  /** Of the words about identity, for the button that sends. */
  identityId: string;
  flow: Checking;
  onAsk: OnAsk;
}

export function PeopleLine({ identityId, flow, onAsk }: PeopleLineProps) {
  return (
    <div className={style({ display: "flex", alignItems: "center", columnGap: 24, rowGap: 8, flexWrap: "wrap", marginBottom: 16, flexShrink: 0 })}>
      <IdentityLine id={identityId} flow={flow} onAsk={onAsk} />
      <ConsentLine flow={flow} onAsk={onAsk} />
    </div>
  );
}
