/** What the columns of a file say about consent, each with what its first cells mean. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import type { ConsentReads } from "../../../../generated/ConsentReads";
import { useWords } from "../../../../i18n";
import type { Checking } from "../../flow";
import { speakers, type Speaker } from "./consent";
import { ReadAs, saysId } from "./ReadAs";
import { useAnswer, type OnMap } from "./useAnswer";

interface ConsentDialogProps {
  flow: Checking;
  /** The column that somebody asked about. */
  column: string;
  onMap: OnMap;
  onClose(): void;
}

type Answer = ConsentReads | "left_out";

export function ConsentDialog({ flow, column, onMap, onClose }: ConsentDialogProps) {
  const t = useWords();
  const known = withAsked(speakers(flow.mapping), column);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const { answer, isAsking, trouble } = useAnswer(flow, onMap);
  const changed = known.flatMap(({ column: name, says }) => (answers[name] !== undefined && answers[name] !== says ? [{ name, says: answers[name] }] : []));
  const apply = async () => {
    const [first] = changed;
    if (!first) return onClose();
    const words = changed.length === 1 ? t("consent-column", { column: first.name, says: t(saysId(first.says)) }) : t("consent-changed", { count: changed.length });
    const isTaken = await answer(words, async (platform, mapping) => {
      let set = mapping;
      for (const { name, says } of changed) set = await platform.answerConsent(set, name, says === "left_out" ? null : says);
      return set;
    });
    if (isTaken) onClose();
  };
  return (
    <Dialog size="L">
      <Heading slot="title">{t("consent-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 24 })} data-testid="consent-dialog">
          <p className={style({ font: "ui", margin: 0 })}>{t("consent-text")}</p>
          {known.map(({ column: name, says }) => (
            <ReadAs
              key={name}
              label={t("consent-says", { column: name })}
              says={answers[name] ?? says}
              canLeaveOut
              samples={flow.inspected.inspection.columns.find((one) => one.name === name)?.samples ?? []}
              autoFocus={name === column}
              onChoose={(now) => setAnswers({ ...answers, [name]: now })}
            />
          ))}
          <p role="alert" className={style({ font: "ui", color: "negative", margin: 0 })}>
            {trouble}
          </p>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isPending={isAsking} onPress={() => void apply()} data-testid="consent-apply">
          {t("apply")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function withAsked(known: Speaker[], column: string): Speaker[] {
  return column === "" || known.some((speaker) => speaker.column === column) ? known : [...known, { column, says: "unclear" }];
}
