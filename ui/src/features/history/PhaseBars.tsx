/** Where the time of an upload went. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Phase } from "../../generated/Phase";
import type { PhaseTimes } from "../../generated/PhaseTimes";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { wordId } from "../../i18n/words";

const ORDER: Phase[] = ["checking", "sending", "processing", "profiles"];

export function PhaseBars({ phases }: { phases: PhaseTimes }) {
  const t = useWords();
  const format = useFormat();
  const known = ORDER.flatMap((phase) => (phases[phase] === null ? [] : [{ phase, ms: phases[phase] }]));
  if (known.length === 0) return null;
  const longest = Math.max(...known.map(({ ms }) => ms), 1);
  return (
    <ul aria-label={t("detail-phases")} className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 8 })}>
      {known.map(({ phase, ms }) => (
        <li key={phase} className={style({ display: "grid", gridTemplateColumns: [112, "1fr", 40], columnGap: 8, alignItems: "center", font: "ui-sm" })}>
          <span>{t(wordId("phase", phase))}</span>
          <span aria-hidden className={style({ height: 4, borderRadius: "full", backgroundColor: "gray-200", overflow: "hidden" })}>
            <span className={style({ display: "block", height: "full", backgroundColor: "gray-700", borderRadius: "full" })} style={{ width: `${(ms / longest) * 100}%` }} />
          </span>
          <span className={style({ textAlign: "end", color: "neutral-subdued" })}>{format.duration(ms)}</span>
        </li>
      ))}
    </ul>
  );
}
