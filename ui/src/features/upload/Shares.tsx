/** What becomes of the rows, as shares of a bar and as figures. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Figure } from "../../components/Figure";
import type { RowCounts } from "../../generated/RowCounts";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

type Kind = "send" | "same" | "merged" | "rejected";

const KINDS: Kind[] = ["send", "same", "merged", "rejected"];
const piece = style({ backgroundColor: { kind: { send: "blue-900", same: "gray-300", merged: "gray-500", rejected: "orange-700" } } });
const dot = style({ size: 8, borderRadius: "full", flexShrink: 0, backgroundColor: { kind: { send: "blue-900", same: "gray-300", merged: "gray-500", rejected: "orange-700" } } });

export function Shares({ rows }: { rows: RowCounts }) {
  const t = useWords();
  const format = useFormat();
  const counts: Record<Kind, number> = { send: rows.send, same: rows.unchanged, merged: rows.merged, rejected: rows.rejected };
  // Unchanged customers are known only when something was sent before: no figure for nothing.
  const shown = KINDS.filter((kind) => kind !== "same" || counts.same > 0);
  return (
    <div className={style({ marginTop: 28 })}>
      <div aria-hidden className={style({ display: "flex", gap: 2, height: 8, borderRadius: "full", overflow: "hidden", marginBottom: 16 })}>
        {shown.filter((kind) => counts[kind] > 0).map((kind) => (
          <span key={kind} className={piece({ kind })} style={{ flex: `${counts[kind]} 0 8px` }} />
        ))}
      </div>
      <div className={style({ display: "flex", columnGap: 40, rowGap: 16, flexWrap: "wrap" })}>
        {shown.map((kind) => (
          <Figure
            key={kind}
            value={format.count(counts[kind])}
            tone={kind === "same" || kind === "merged" ? "quiet" : undefined}
            label={
              <span className={style({ display: "flex", alignItems: "center", gap: 8, whiteSpace: "nowrap" })}>
                <span className={dot({ kind })} />
                {t(`confirm-${kind}`)}
              </span>
            }
          />
        ))}
      </div>
    </div>
  );
}
