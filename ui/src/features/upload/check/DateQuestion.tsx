/** Day or month first? Asked with a date of the file itself, in both readings. */
import { Button } from "@react-spectrum/s2/Button";
import { Localized } from "@fluent/react";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Question } from "../../../generated/Question";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { usePlatform } from "../../../platform";
import type { Checking } from "../flow";
import { answerDateOrder, leaveDatesOut } from "./edit";

interface DateQuestionProps {
  question: Question;
  flow: Checking;
  onMap(changed: MappingSet, words: string): void;
}

/** `05-03-1991` → [5, 3, 1991]; null for anything that cannot be read both ways. */
export function bothWays(text: string): [number, number, number] | null {
  const found = /^\s*(\d{1,2})\D(\d{1,2})\D(\d{4})/.exec(text);
  const [a, b, year] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  return found && a >= 1 && a <= 12 && b >= 1 && b <= 12 ? [a, b, year] : null;
}

export function DateQuestion({ question, flow, onMap }: DateQuestionProps) {
  const t = useWords();
  const format = useFormat();
  const { column, count, example } = question;
  const value = useCell(flow.opened.ticket, example?.row ?? null, column);
  const parts = bothWays(value);
  const readings = parts
    ? { dmy: t("question-day-first", { date: format.date(parts[2], parts[1], parts[0]) }), mdy: t("question-month-first", { date: format.date(parts[2], parts[0], parts[1]) }) }
    : { dmy: t("question-day"), mdy: t("question-month") };
  const answer = (order: "dmy" | "mdy") => onMap(answerDateOrder(flow.mapping, column, order), `${column}: ${readings[order]}`);
  return (
    <div role="group" aria-label={t("question-date-order", { column })} data-testid="question" className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
      <p className={style({ font: "ui", margin: 0 })}>
        {parts ? (
          <Localized id="question-date-text" vars={{ row: example?.row ?? 0, value, count }} elems={{ b: <b /> }}>
            <span />
          </Localized>
        ) : (
          t("question-date-plain", { column, count })
        )}
      </p>
      <div className={style({ display: "flex", gap: 12, flexWrap: "wrap" })}>
        <Button variant="primary" fillStyle="outline" onPress={() => answer("dmy")}>
          {readings.dmy}
        </Button>
        <Button variant="primary" fillStyle="outline" onPress={() => answer("mdy")}>
          {readings.mdy}
        </Button>
        <Button variant="secondary" fillStyle="outline" onPress={() => onMap(leaveDatesOut(flow.mapping, flow.inspected, column), t("mapping-left-out", { column }))}>
          {t("question-leave-out")}
        </Button>
      </div>
    </div>
  );
}

/** The text of one cell; empty until it is there. */
function useCell(ticket: string, row: number | null, column: string): string {
  const platform = usePlatform();
  const [text, setText] = useState("");
  useEffect(() => {
    if (row === null) return undefined;
    let here = true;
    platform.showRows(ticket, [row]).then(
      (rows) => here && setText(rows[0]?.cells.find((cell) => cell.column === column)?.text ?? ""),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [platform, ticket, row, column]);
  return text;
}
