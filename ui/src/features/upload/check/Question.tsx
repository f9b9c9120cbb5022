/** What the file leaves open, asked where the answer shows at once. */
import { Button } from "@react-spectrum/s2/Button";
import { ComboBox, ComboBoxItem } from "@react-spectrum/s2/ComboBox";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState, type ReactNode } from "react";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Op } from "../../../generated/Op";
import type { Question as Asked } from "../../../generated/Question";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Checking } from "../flow";
import { DateQuestion } from "./DateQuestion";
import { answerWith } from "./edit";
import { ConsentQuestion, EmailQuestion, IdentityQuestion } from "./people/PeopleQuestions";
import { useRegions, ZONES, type Item } from "./places";

export interface QuestionProps {
  question: Asked;
  flow: Checking;
  onMap(changed: MappingSet, words: string): void;
  /** The line of the header, 0 for none. */
  onHeader(line: number): void;
}

/** An answer, as an operation and in words. */
type Answer = (op: Op, words: string) => void;

export function Question(props: QuestionProps) {
  const { question, flow, onMap, onHeader } = props;
  const t = useWords();
  const { column } = question;
  const title = t(wordId("question", question.code), { column });
  const answer: Answer = (op, words) => onMap(answerWith(flow.mapping, column, op), `${column}: ${words}`);
  switch (question.code) {
    case "date_order":
      return question.example === null ? <Numbers title={title} column={column} onAnswer={answer} /> : <DateQuestion question={question} flow={flow} onMap={onMap} />;
    case "zone":
      return <ZoneQuestion title={title} column={column} count={question.count} onAnswer={answer} />;
    case "decimals":
      return (
        <Frame title={title} text={t("question-decimals-text", { column })}>
          <Choice words={t("question-decimals-thousands")} onPress={(words) => answer({ op: "number", locale: "nl" }, words)} />
          <Choice words={t("question-decimals-decimals")} onPress={(words) => answer({ op: "number", locale: "en" }, words)} />
        </Frame>
      );
    case "header": {
      const { columns, header_row: line } = flow.inspected.inspection;
      // Taken for a customer, it stands among the samples, and the names are made up.
      const first = columns.map((column) => (line === 0 ? (column.samples[0] ?? "") : column.name)).join(", ");
      return (
        <Frame title={title} text={t("question-header-text", { first: first.slice(0, 120) })}>
          <Choice words={t("question-header-names")} onPress={() => onHeader(line === 0 ? 1 : line)} />
          <Choice words={t("question-header-customer")} onPress={() => onHeader(0)} />
        </Frame>
      );
    }
    case "phone_country":
      return <CountryQuestion title={title} column={column} onAnswer={answer} />;
    case "consent_column":
      return <ConsentQuestion title={title} question={question} flow={flow} onMap={onMap} />;
    case "email_column":
      return <EmailQuestion title={title} question={question} flow={flow} onMap={onMap} />;
    case "identity_column":
      return <IdentityQuestion title={title} question={question} flow={flow} onMap={onMap} />;
  }
}

function Frame({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title} data-testid="question" className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
      <p className={style({ font: "ui", margin: 0 })}>{text}</p>
      <div className={style({ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "end" })}>{children}</div>
    </div>
  );
}

function Choice({ words, onPress }: { words: string; onPress(words: string): void }) {
  return (
    <Button variant="primary" fillStyle="outline" onPress={() => onPress(words)}>
      {words}
    </Button>
  );
}

function Numbers({ title, column, onAnswer }: { title: string; column: string; onAnswer: Answer }) {
  const t = useWords();
  return (
    <Frame title={title} text={t("question-numbers-text", { column })}>
      <Choice words={t("question-seconds")} onPress={(words) => onAnswer({ op: "date", order: "epoch_seconds" }, words)} />
      <Choice words={t("question-millis")} onPress={(words) => onAnswer({ op: "date", order: "epoch_millis" }, words)} />
    </Frame>
  );
}

function ZoneQuestion({ title, column, count, onAnswer }: { title: string; column: string; count: number; onAnswer: Answer }) {
  const t = useWords();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = (zone: string) => onAnswer({ op: "date_time", zone }, zone);
  return (
    <Frame title={title} text={t("question-zone-text", { column, count })}>
      {here !== "UTC" && <Choice words={t("question-zone-here", { zone: here })} onPress={() => answer(here)} />}
      <Choice words="UTC" onPress={answer} />
      <Chooser label={t("question-zone-other")} items={ZONES.map((id) => ({ id, name: id }))} onChoose={answer} />
    </Frame>
  );
}

function CountryQuestion({ title, column, onAnswer }: { title: string; column: string; onAnswer: Answer }) {
  const t = useWords();
  const items = useRegions();
  return (
    <Frame title={title} text={t("question-phone-text", { column })}>
      <Chooser label={t("question-phone-country-label")} items={items} onChoose={(country) => onAnswer({ op: "phone", country }, items.find(({ id }) => id === country)?.name ?? country)} />
    </Frame>
  );
}

/** A long list to search in; the answer counts when it is pressed, so that the arrow keys decide nothing. */
function Chooser({ label, items, onChoose }: { label: string; items: Item[]; onChoose(id: string): void }) {
  const t = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <ComboBox label={label} defaultItems={items} onSelectionChange={(key) => setChosen(key === null ? null : String(key))} styles={style({ width: 256 })}>
        {(item: Item) => <ComboBoxItem id={item.id}>{item.name}</ComboBoxItem>}
      </ComboBox>
      <Button variant="primary" fillStyle="outline" isDisabled={chosen === null} onPress={() => chosen !== null && onChoose(chosen)}>
        {t("question-use")}
      </Button>
    </>
  );
}
