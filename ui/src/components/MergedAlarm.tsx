/** An alarm that outranks everything else that a report says: two people may have become one. What happened, in which rows, what to do. */
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { RunReport } from "../generated/RunReport";
import { useWords } from "../i18n";
import { useFormat } from "../i18n/format";
import { mergedOf } from "./merged";

const list = style({ margin: 0, marginTop: 8, paddingStart: 16, display: "flex", flexDirection: "column", gap: 4 });

/** `level` is that of its heading. */
export function MergedAlarm({ report, level }: { report: RunReport; level: 2 | 3 }) {
  const t = useWords();
  const format = useFormat();
  const merged = mergedOf(report);
  if (merged.length === 0) return null;
  const rows = merged.map(({ row }) => format.count(row)).join(", ");
  return (
    <div data-testid="merged-alarm">
      <InlineAlert variant="negative">
        <Heading level={level}>{t("merged-title")}</Heading>
        <Content>
          {t("merged-text", { count: merged.length, rows, dataset: report.target.dataset_name })}
          <ol className={list}>
            {["stop", "ask", "choose"].map((id) => (
              <li key={id}>{t(`merged-do-${id}`)}</li>
            ))}
          </ol>
        </Content>
      </InlineAlert>
    </div>
  );
}
