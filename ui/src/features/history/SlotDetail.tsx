/** Times at which a schedule did not run, beside the table: when, and why. */
import { Button } from "@react-spectrum/s2/Button";
import { CloseButton } from "@react-spectrum/s2/CloseButton";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { sidePanel } from "../../components/Page";
import { kindOf, SlotMark } from "../../components/SlotMark";
import type { SlotView } from "../../generated/SlotView";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { useBecause } from "../../i18n/schedule";

interface SlotDetailProps {
  /** Of one schedule, alike, oldest first. */
  slots: SlotView[];
  onClose(): void;
  onGoToSchedules(slot: { id: string; local: string } | null): void;
}

const list = style({ listStyleType: "none", margin: 0, padding: 0, flexGrow: 1, minHeight: 0, overflow: "auto", font: "ui-sm", display: "flex", flexDirection: "column", gap: 8 });

export function SlotDetail({ slots, onClose, onGoToSchedules }: SlotDetailProps) {
  const t = useWords();
  const format = useFormat();
  const because = useBecause();
  const newest = [...slots].reverse();
  const [last] = newest;
  if (!last) return null;
  const isHeld = last.state === "held";
  return (
    <aside aria-label={t("slots-label", { name: last.name, when: format.when(last.at) })} data-testid="slot-detail" className={sidePanel}>
      <div className={style({ display: "flex", alignItems: "start", gap: 8, paddingX: 24, paddingTop: 24, paddingBottom: 16 })}>
        <div className={style({ flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column", gap: 8 })}>
          <h2 className={style({ font: "heading-sm", margin: 0, overflowWrap: "anywhere" })}>{last.name}</h2>
          <span className={style({ font: "ui" })}>
            <SlotMark kind={kindOf(last)} count={slots.length} />
          </span>
        </div>
        <CloseButton aria-label={t("close")} onPress={onClose} />
      </div>
      <ul className={list}>
        {newest.map((slot) => (
          <li key={slot.local} className={style({ paddingX: 24, display: "flex", flexDirection: "column", gap: 2 })}>
            <b className={style({ fontWeight: "bold" })}>{format.when(slot.at)}</b>
            {slot.reason && <span className={style({ color: "neutral-subdued" })}>{because(slot.reason)}</span>}
          </li>
        ))}
      </ul>
      <div className={style({ padding: 24, marginTop: "auto", flexShrink: 0 })}>
        <Button variant="secondary" fillStyle="outline" onPress={() => onGoToSchedules(isHeld ? { id: last.schedule, local: last.local } : null)} data-testid="slot-schedules">
          {t(isHeld ? "slots-look" : "slots-open")}
        </Button>
      </div>
    </aside>
  );
}
