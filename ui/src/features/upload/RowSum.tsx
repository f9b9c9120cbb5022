/** Where every row went, as a sum that can be believed at a glance. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Fragment } from "react";
import { Figure } from "../../components/Figure";
import { push } from "../../components/Page";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

const line = style({
  display: "flex",
  alignItems: "start",
  columnGap: 24,
  rowGap: 16,
  flexWrap: "wrap",
  paddingTop: 16,
  paddingBottom: 32,
  borderBottomWidth: 1,
  borderTopWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
});
const sign = style({ font: "heading", fontWeight: "normal", color: "gray-500" });

export function RowSum({ report }: { report: RunReport }) {
  const t = useWords();
  const format = useFormat();
  const { rows } = report;
  const terms = [
    { id: "sum-send", count: rows.send },
    { id: "sum-unchanged", count: rows.unchanged },
    { id: "sum-merged", count: rows.merged },
    { id: "sum-rejected", count: rows.rejected },
    { id: "sum-skipped", count: rows.skipped },
  ].filter(({ id, count }) => count > 0 || id === "sum-send" || id === "sum-rejected");
  const took = report.finished === null ? null : Date.parse(report.finished) - Date.parse(report.started);
  return (
    <div role="group" aria-label={t("sum-label")} data-testid="result-sum" className={line}>
      <Figure value={format.count(rows.read)} label={t("sum-read")} />
      {terms.map(({ id, count }, index) => (
        <Fragment key={id}>
          <span aria-hidden className={sign}>
            {index === 0 ? "=" : "+"}
          </span>
          <Figure value={format.count(count)} label={t(id)} tone={id === "sum-rejected" && count > 0 ? "notice" : undefined} />
        </Fragment>
      ))}
      <span className={push} />
      {took !== null && <Figure value={format.duration(took)} label={t("sum-time")} tone="quiet" />}
    </div>
  );
}
