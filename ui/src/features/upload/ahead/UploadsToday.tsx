/** How many uploads a sandbox had in the last day, of everybody, beside what Adobe advises. Nothing is said where that cannot be known. */
import { LabeledValue } from "@react-spectrum/s2/LabeledValue";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useLoaded } from "../../../components/useLoaded";
import type { BatchesToday } from "../../../generated/BatchesToday";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../platform";

/** Null until it is known, and where it cannot be. */
export function useBatchesToday(connection: string): BatchesToday | null {
  const platform = usePlatform();
  const [today] = useLoaded(connection, () => platform.batchesToday(connection));
  return today.is === "there" ? today.value : null;
}

export function UploadsToday({ today }: { today: BatchesToday | null }) {
  const t = useWords();
  if (today === null) return null;
  const { batches: count, more, advised } = today;
  return (
    <div data-testid="batches-today">
      <LabeledValue label={t("batches-label")} value={t("batches-value", { count, more: more ? "yes" : "no", advised })} />
    </div>
  );
}

/** From four fifths on it is worth a notice. */
export function MuchToday({ today }: { today: BatchesToday | null }) {
  const t = useWords();
  const isOver = today !== null && (today.more || today.batches >= today.advised);
  const isNear = today !== null && today.batches * 5 >= today.advised * 4;
  return (
    <div role="status" data-testid="batches-much">
      {(isOver || isNear) && (
        <div className={style({ display: "grid", gridTemplateColumns: [24, "1fr"], columnGap: 16, alignItems: "start", marginTop: 20 })}>
          <AlertTriangle styles={iconStyle({ size: "L", color: "notice" })} />
          <div>
            <div className={style({ font: "title-sm" })}>{t(isOver ? "batches-over" : "batches-near")}</div>
            <div className={style({ font: "ui", color: "neutral-subdued", marginTop: 2 })}>{t("batches-much-text")}</div>
          </div>
        </div>
      )}
    </div>
  );
}
