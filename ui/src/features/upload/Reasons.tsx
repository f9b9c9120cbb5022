/** Why rows stayed behind, and what was changed on the way. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { SectionTitle } from "../../components/Page";
import type { Example } from "../../generated/Example";
import type { FindingSummary } from "../../generated/FindingSummary";
import type { Refusal } from "../../generated/Refusal";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { wordId } from "../../i18n/words";

/** So many rows are named; all of them are in the saved file. */
const NAMED = 8;

const row = style({ display: "grid", gridTemplateColumns: [48, "minmax(0, 1fr)", "auto"], columnGap: 16, alignItems: "center", minHeight: 36 });
const quiet = style({ font: "ui", color: "neutral-subdued", textAlign: "end" });
const list = style({ listStyleType: "none", margin: 0, padding: 0 });

export function Reasons({ report }: { report: RunReport }) {
  const t = useWords();
  const cannot = report.findings.filter((f) => f.severity === "cannot_send");
  const dropped = report.findings.filter((f) => f.severity === "please_check");
  const fixed = report.findings.filter((f) => f.severity === "fixed");
  return (
    <>
      <section>
        <SectionTitle>{t("reasons-title")}</SectionTitle>
        {cannot.length === 0 ? <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t(report.rows.unchanged > 0 ? "reasons-none-same" : "reasons-none")}</p> : <Findings findings={cannot} />}
      </section>
      {report.refusals.length > 0 && (
        <section>
          <SectionTitle>{t("refusals-title")}</SectionTitle>
          <ul className={list}>
            {report.refusals.map((refusal) => (
              <Refused key={`${refusal.code}-${refusal.column ?? ""}-${refusal.message}`} refusal={refusal} />
            ))}
          </ul>
        </section>
      )}
      {dropped.length > 0 && (
        <section>
          <SectionTitle>{t("severity-please-check")}</SectionTitle>
          <Findings findings={dropped} />
        </section>
      )}
      {fixed.length > 0 && (
        <section>
          <SectionTitle>{t("changes-title")}</SectionTitle>
          <Findings findings={fixed} />
        </section>
      )}
    </>
  );
}

/** The first rows by their numbers. */
function useWhere() {
  const t = useWords();
  const format = useFormat();
  return ({ count, examples }: { count: number; examples: Example[] }) => {
    if (examples.length === 0) return "";
    const named = examples.slice(0, NAMED);
    const rows = named.map((example) => format.count(example.row)).join(", ");
    return t(count > named.length ? "reason-rows-more" : "reason-rows", { count, rows });
  };
}

/** What the platform refused, in its own words. */
function Refused({ refusal }: { refusal: Refusal }) {
  const where = useWhere();
  return <Line count={refusal.count} text={[`“${refusal.message}”`, refusal.column, refusal.code].filter(Boolean).join(" · ")} where={where(refusal)} />;
}

function Findings({ findings }: { findings: FindingSummary[] }) {
  const t = useWords();
  const where = useWhere();
  return (
    <ul className={list}>
      {findings.map((f) => (
        <Line key={`${f.code}-${f.column ?? ""}`} count={f.count} text={[t(`${wordId("finding", f.code)}-row`), f.column].filter(Boolean).join(" · ")} where={where(f)} />
      ))}
    </ul>
  );
}

function Line({ count, text, where }: { count: number; text: string; where: string }) {
  const format = useFormat();
  return (
    <li className={row}>
      <span className={style({ font: "title", fontVariantNumeric: "tabular-nums" })}>{format.count(count)}</span>
      <span className={style({ font: "ui", color: "neutral" })}>{text}</span>
      <span className={quiet}>{where}</span>
    </li>
  );
}
