/** What a cell of a column becomes, or the question that stands in its way. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { MappedField } from "../../../generated/MappedField";
import type { Question } from "../../../generated/Question";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { wordId } from "../../../i18n/words";
import type { Checking } from "../flow";

const beside = style({ display: "flex", alignItems: "center", gap: 8 });
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export function Becomes({ flow, field }: { flow: Checking; field: MappedField }) {
  const t = useWords();
  const format = useFormat();
  const open = flow.check.is === "done" ? flow.check.report.questions.find((q) => q.column === field.column && asksAbout(q, field)) : undefined;
  if (open) {
    return (
      <span className={beside}>
        <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />
        {t(open.code === "date_order" ? "becomes-question" : "becomes-open")}
      </span>
    );
  }
  const samples = flow.preview.find((p) => p.field === field.field)?.samples ?? [];
  const shown = samples.find((s) => s.after !== null);
  if (!shown) {
    const why = samples.find((s) => s.finding !== null)?.finding;
    return why ? t(`${wordId("finding", why)}-row`) : field.value ?? "";
  }
  const date = ISO_DATE.exec(shown.after ?? "");
  return date ? format.date(Number(date[1]), Number(date[2]), Number(date[3])) : (shown.after ?? "");
}

/** A question about a column concerns those of its fields that take what it asks about. */
function asksAbout(question: Question, field: MappedField): boolean {
  switch (question.code) {
    case "date_order":
    case "zone":
      return field.field.endsWith("Date") || field.field.endsWith("date") || field.field.endsWith("time");
    default:
      return true;
  }
}
