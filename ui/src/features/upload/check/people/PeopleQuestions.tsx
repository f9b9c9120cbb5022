/** Questions about people that nothing in the file answers: whose numbers, which address, which consent. */
import { Button } from "@react-spectrum/s2/Button";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState, type ReactNode } from "react";
import { useLoaded } from "../../../../components/useLoaded";
import type { ConsentReads } from "../../../../generated/ConsentReads";
import type { Question } from "../../../../generated/Question";
import { useWords } from "../../../../i18n";
import { useFieldNames } from "../../../../i18n/field";
import { usePlatform } from "../../../../platform";
import type { Checking } from "../../flow";
import { speakers } from "./consent";
import { addressColumns } from "./identity";
import { ColumnPicker } from "./pickers";
import { ReadAs, saysId } from "./ReadAs";
import { useAnswer, type OnMap } from "./useAnswer";

interface PeopleQuestionProps {
  title: string;
  question: Question;
  flow: Checking;
  onMap: OnMap;
}

function Frame({ title, text, trouble, children }: { title: string; text: string; trouble: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title} data-testid="question" className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
      <p className={style({ font: "ui", margin: 0 })}>{text}</p>
      {children}
      <p role="alert" className={style({ font: "ui", color: "negative", margin: 0 })}>
        {trouble}
      </p>
    </div>
  );
}

const buttons = style({ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "end" });

/** *Send what this column says*, which somebody has to say, or *Leave it out*. */
export function ConsentQuestion({ title, question, flow, onMap }: PeopleQuestionProps) {
  const t = useWords();
  const { column } = question;
  const { answer, isAsking, trouble } = useAnswer(flow, onMap);
  const known = speakers(flow.mapping).find((speaker) => speaker.column === column)?.says;
  const [reads, setReads] = useState<ConsentReads | null>(known === undefined || known === "left_out" || known === "unclear" ? null : known);
  const samples = flow.inspected.inspection.columns.find(({ name }) => name === column)?.samples ?? [];
  const say = (what: ConsentReads | null) => void answer(t("consent-column", { column, says: t(saysId(what ?? "left_out")) }), (platform, mapping) => platform.answerConsent(mapping, column, what));
  return (
    <Frame title={title} text={t("question-consent-text", { column })} trouble={trouble}>
      <ReadAs label={t("consent-says", { column })} says={reads} samples={samples} onChoose={(now) => now !== "left_out" && setReads(now)} />
      <div className={buttons}>
        <Button variant="primary" fillStyle="outline" isDisabled={reads === null || isAsking} onPress={() => say(reads)} data-testid="consent-send">
          {t("question-consent-send")}
        </Button>
        <Button variant="primary" fillStyle="outline" isDisabled={isAsking} onPress={() => say(null)} data-testid="consent-leave">
          {t("question-consent-leave")}
        </Button>
      </div>
    </Frame>
  );
}

/** Every column with addresses, the proposed one first. */
export function EmailQuestion({ title, question, flow, onMap }: PeopleQuestionProps) {
  const t = useWords();
  const { answer, isAsking, trouble } = useAnswer(flow, onMap);
  const all = addressColumns(flow.inspected);
  const columns = [...all.filter(({ name }) => name === question.column), ...all.filter(({ name }) => name !== question.column)];
  const say = (column: string) => void answer(t("question-email-answer", { column }), (platform, mapping) => platform.answerEmail(mapping, column));
  return (
    <Frame title={title} text={t("question-email-text")} trouble={trouble}>
      <ul className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 8 })}>
        {columns.map(({ name, samples }) => (
          <li key={name} className={style({ display: "flex", alignItems: "center", gap: 12, minWidth: 0 })}>
            <Button variant="primary" fillStyle="outline" isDisabled={isAsking} onPress={() => say(name)} data-testid="email-column" data-column={name}>
              {name}
            </Button>
            <span className={style({ font: "ui", color: "neutral-subdued", truncate: true, minWidth: 0 })}>{samples.slice(0, 3).join(", ")}</span>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

/** The dataset's own field, and the columns of the file. */
export function IdentityQuestion({ title, flow, onMap }: PeopleQuestionProps) {
  const t = useWords();
  const platform = usePlatform();
  const names = useFieldNames(flow.inspected.fields);
  const [ways] = useLoaded("ways", () => platform.identityWays());
  const [column, setColumn] = useState<string | null>(null);
  const { answer, isAsking, trouble } = useAnswer(flow, onMap);
  const field = ways.is === "there" ? ways.value.field : null;
  const say = () => column !== null && field !== null && void answer(t("identity-changed", { what: t("identity-by-number", { column, namespace: field.namespace }) }), (asked, mapping) => asked.answerIdentity(mapping, column, field.namespace));
  return (
    <Frame title={title} text={field === null ? title : t("question-identity-text", { field: names.of(field.path), namespace: field.namespace })} trouble={trouble}>
      <div className={buttons}>
        <ColumnPicker label={t("identity-other-column")} flow={flow} chosen={column} onChoose={setColumn} />
        <Button variant="primary" fillStyle="outline" isDisabled={column === null || field === null || isAsking} onPress={say} data-testid="identity-use">
          {t("question-use")}
        </Button>
      </div>
    </Frame>
  );
}
