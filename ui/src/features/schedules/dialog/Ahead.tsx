/** What comes of the sentence: whether it will run, the next times, and what to know about them. */
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import { lightDark, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { getLocalTimeZone } from "@internationalized/date";
import type { Background } from "../../../generated/Background";
import type { NextRun } from "../../../generated/NextRun";
import type { SchedulePreview } from "../../../generated/SchedulePreview";
import { useWords } from "../../../i18n";
import { placeOfZone, useMoments } from "../../../i18n/moments";
import { backgroundWords } from "../BackgroundLine";
import { toneOfWill, useWillWords } from "../WillLine";

/** As the platform advises, for a sandbox and a day. */
const ADVISED = 90;
/** Half of that: other programs send as well. */
const MANY = 45;

const panel = style({ borderRadius: "lg", backgroundColor: lightDark("gray-75", "gray-200"), padding: 24, display: "flex", flexDirection: "column", gap: 16 });
const small = style({ font: "ui-sm", color: "neutral-subdued", margin: 0 });

interface AheadProps {
  preview: SchedulePreview | null;
  zone: string;
  background: Background | null;
}

export function Ahead({ preview, zone, background }: AheadProps) {
  const t = useWords();
  const willWords = useWillWords();
  return (
    <aside aria-label={t("ahead-label")} data-testid="ahead" className={panel}>
      <div aria-live="polite">
        {preview && preview.fault !== null && <StatusLight variant="neutral">{t("ahead-incomplete")}</StatusLight>}
        {preview && preview.fault === null && <StatusLight variant={toneOfWill(preview.will)}>{preview.will.state === "run" ? t("ahead-will") : willWords(preview.will)}</StatusLight>}
      </div>
      {preview && preview.next.length > 0 && (
        <ol aria-label={t("ahead-next")} className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 12 })}>
          {preview.next.map((run) => (
            <Run key={run.at} run={run} />
          ))}
        </ol>
      )}
      {zone !== getLocalTimeZone() && <p className={small}>{t("ahead-zone", { zone: placeOfZone(zone) })}</p>}
      {preview && preview.most_a_day > MANY && (
        <p role="status" className={style({ font: "ui-sm", color: "neutral", margin: 0 })}>
          {t("ahead-many", { count: preview.most_a_day, advised: ADVISED })}
        </p>
      )}
      {background && <p className={small}>{t(backgroundWords(background))}</p>}
    </aside>
  );
}

function Run({ run }: { run: NextRun }) {
  const t = useWords();
  const moments = useMoments();
  const date = moments.dayOf(run.wall);
  return (
    <li className={style({ display: "flex", flexDirection: "column", gap: 4, font: "ui" })}>
      <span className={style({ display: "flex", justifyContent: "space-between", gap: 8 })}>
        <span>
          <span className={style({ display: "block", font: "title-sm" })}>{moments.weekdayOf(run.wall)}</span>
          <span className={style({ color: "neutral-subdued" })}>{run.dry_run ? t("ahead-dry", { date }) : date}</span>
        </span>
        <span className={style({ fontVariantNumeric: "tabular-nums" })}>{moments.timeOf(run.wall)}</span>
      </span>
      {run.wall !== run.local && <span className={small}>{t("ahead-clocks", { local: moments.timeOf(run.local), wall: moments.timeOf(run.wall) })}</span>}
    </li>
  );
}
