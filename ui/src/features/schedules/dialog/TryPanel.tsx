/** How a test goes, and what it found that would be sent. */
import { Button } from "@react-spectrum/s2/Button";
import { ProgressBar } from "@react-spectrum/s2/ProgressBar";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../../components/Trouble";
import type { Tried } from "../../../generated/Tried";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import type { Trial } from "./useTry";

export function TryPanel({ trial, onStop }: { trial: Trial; onStop(): void }) {
  const t = useWords();
  if (trial.is === "none") return null;
  const progress = trial.is === "busy" ? trial.progress : null;
  const share = progress && progress.bytes_total !== null ? progress.bytes_done / Math.max(progress.bytes_total, 1) : null;
  return (
    <section aria-label={t("dry-title")} aria-live="polite" data-testid="try" data-is={trial.is} className={style({ display: "flex", flexDirection: "column", gap: 12, marginTop: 16 })}>
      {trial.is === "busy" && (
        <>
          <ProgressBar label={t("dry-busy")} isIndeterminate={share === null} value={(share ?? 0) * 100} styles={style({ width: "full", maxWidth: "none" })} />
          {progress && <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{t("try-rows", { count: progress.rows_done })}</span>}
          <Button size="S" variant="secondary" onPress={onStop} styles={style({ alignSelf: "start" })}>
            {t("edit-test-stop")}
          </Button>
        </>
      )}
      {trial.is === "failed" && <Trouble failure={trial.failure}>{t("sent-nothing")}</Trouble>}
      {trial.is === "done" && <Found tried={trial.tried} />}
    </section>
  );
}

function Found({ tried }: { tried: Tried }) {
  const t = useWords();
  const format = useFormat();
  const { rows, change } = tried;
  const figures = [
    ["try-read", rows.read],
    ["try-send", rows.send],
    ["try-rejected", rows.rejected],
    ["try-new", change.new],
    ["try-changed", change.changed],
    ["try-same", change.same],
  ] as const;
  return (
    <>
      <p className={style({ font: "ui", margin: 0, overflowWrap: "anywhere" })}>{t("try-file", { name: tried.file })}</p>
      <dl className={style({ margin: 0, display: "grid", gridTemplateColumns: ["auto", "1fr"], columnGap: 8, rowGap: 4, font: "ui" })}>
        {figures.map(
          ([id, count]) =>
            count !== null && (
              <div key={id} className={style({ display: "contents" })}>
                <dd className={style({ margin: 0, textAlign: "end", fontVariantNumeric: "tabular-nums", fontWeight: "bold" })}>{format.count(count)}</dd>
                <dt className={style({ color: "neutral-subdued" })}>{t(id)}</dt>
              </div>
            ),
        )}
      </dl>
    </>
  );
}
