/** What will be sent about consent, in a sentence for each channel, with the rows behind each number; and what each column says. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Localized } from "@fluent/react";
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import type { ConsentCounts } from "../../../../generated/ConsentCounts";
import type { ConsentStand } from "../../../../generated/ConsentStand";
import { useWords } from "../../../../i18n";
import { useChannelWords } from "../../../../i18n/people";
import type { Checking } from "../../flow";
import { forEverybody, speakers } from "./consent";
import { saysId } from "./ReadAs";
import type { OnAsk } from "./PeopleDialogs";

const line = style({ display: "flex", alignItems: "center", columnGap: 16, rowGap: 4, flexWrap: "wrap", minWidth: 0 });
const sentence = style({ font: "ui", margin: 0, color: "neutral" });
const number = style({
  ...focusRing(),
  font: "ui",
  fontWeight: "bold",
  color: "neutral",
  padding: 0,
  borderStyle: "none",
  borderRadius: "sm",
  backgroundColor: "transparent",
  textDecoration: "underline",
  cursor: "pointer",
});

export function ConsentLine({ flow, onAsk }: { flow: Checking; onAsk: OnAsk }) {
  const t = useWords();
  const counts = flow.check.is === "done" ? flow.check.report.consent : [];
  const columns = speakers(flow.mapping);
  const everybody = forEverybody(flow.mapping);
  const channel = useChannelWords();
  if (columns.length === 0 && everybody.length === 0 && counts.length === 0) return null;
  return (
    <div role="group" aria-label={t("consent-label")} className={line} data-testid="consent-line">
      {counts.map((one) => (
        <Sentence key={one.channel} counts={one} onAsk={onAsk} />
      ))}
      {everybody.map((one) => (
        <p key={one.channel} className={sentence}>
          {t("consent-everybody", { value: one.value, channel: channel(one.channel) })}
        </p>
      ))}
      {columns.map(({ column, says }) => (
        <ActionButton key={column} size="S" onPress={() => onAsk({ about: "consent", column })} data-testid="consent-column" data-column={column}>
          {t("consent-column", { column, says: t(saysId(says)) })}
        </ActionButton>
      ))}
    </div>
  );
}

function Sentence({ counts, onAsk }: { counts: ConsentCounts; onAsk: OnAsk }) {
  const channel = useChannelWords();
  const part = (stand: ConsentStand): ReactElement => (counts[stand] === 0 ? <span /> : <Button className={(state) => number(state)} onPress={() => onAsk({ about: "rows", counts, stand })} data-testid={`consent-${stand}`} />);
  return (
    <p className={sentence} data-channel={counts.channel}>
      <Localized id="consent-sentence" vars={{ channel: channel(counts.channel), allow: counts.allow, object: counts.object, unsaid: counts.unsaid }} elems={{ yes: part("allow"), no: part("object"), open: part("unsaid") }}>
        <span />
      </Localized>
    </p>
  );
}
