/** The dialogs about who is who and what they allow: one at a time, wherever on the page it was asked for. */
import { FreshDialog } from "../../../../components/FreshDialog";
import type { ConsentCounts } from "../../../../generated/ConsentCounts";
import type { ConsentStand } from "../../../../generated/ConsentStand";
import type { FieldNames } from "../../../../i18n/field";
import type { Checking } from "../../flow";
import { ConsentDialog } from "./ConsentDialog";
import { ConsentRows } from "./ConsentRows";
import { IdentityDialog } from "./IdentityDialog";
import type { OnMap } from "./useAnswer";

export type AskedAbout = { about: "identity" } | { about: "consent"; column: string } | { about: "rows"; counts: ConsentCounts; stand: ConsentStand };

export type OnAsk = (asked: AskedAbout) => void;

interface PeopleDialogsProps {
  asked: AskedAbout | null;
  flow: Checking;
  names: FieldNames;
  onMap: OnMap;
  onClose(): void;
}

export function PeopleDialogs({ asked, ...rest }: PeopleDialogsProps) {
  return <FreshDialog onDismiss={rest.onClose}>{asked && <OneDialog asked={asked} {...rest} />}</FreshDialog>;
}

function OneDialog({ asked, flow, names, onMap, onClose }: PeopleDialogsProps & { asked: AskedAbout }) {
  switch (asked.about) {
    case "identity":
      return <IdentityDialog flow={flow} names={names} onMap={onMap} onClose={onClose} />;
    case "consent":
      return <ConsentDialog flow={flow} column={asked.column} onMap={onMap} onClose={onClose} />;
    case "rows":
      return <ConsentRows flow={flow} counts={asked.counts} stand={asked.stand} onClose={onClose} />;
  }
}
