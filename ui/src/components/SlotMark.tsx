/** What became of a slot: an icon and a word, never a colour alone. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import Calendar from "@react-spectrum/s2/icons/Calendar";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Clock from "@react-spectrum/s2/icons/Clock";
import ClockPending from "@react-spectrum/s2/icons/ClockPending";
import CloseCircle from "@react-spectrum/s2/icons/CloseCircle";
import PauseCircle from "@react-spectrum/s2/icons/PauseCircle";
import RemoveCircle from "@react-spectrum/s2/icons/RemoveCircle";
import Search from "@react-spectrum/s2/icons/Search";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import type { SlotView } from "../generated/SlotView";
import { useWords } from "../i18n";
import { toneOf } from "./RunStatus";

/** As finely as a calendar tells them apart. */
export type SlotKind = "planned" | "running" | "done" | "rejects" | "failed" | "tried" | "missed" | "skipped" | "held";

export function kindOf({ state, ended }: Pick<SlotView, "state" | "ended">): SlotKind {
  if (state === "due") return "running";
  if (state !== "done" || ended === null) return state;
  if (ended.status === "succeeded_with_rejects" || ended.rejected > 0) return "rejects";
  return toneOf(ended.status) === "negative" ? "failed" : "done";
}

const ICONS: Record<SlotKind, ReactNode> = {
  planned: <Calendar styles={iconStyle({ size: "S", color: "neutral" })} />,
  running: <Clock styles={iconStyle({ size: "S", color: "informative" })} />,
  done: <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} />,
  rejects: <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />,
  failed: <CloseCircle styles={iconStyle({ size: "S", color: "negative" })} />,
  tried: <Search styles={iconStyle({ size: "S", color: "neutral" })} />,
  missed: <ClockPending styles={iconStyle({ size: "S", color: "notice" })} />,
  skipped: <RemoveCircle styles={iconStyle({ size: "S", color: "neutral" })} />,
  held: <PauseCircle styles={iconStyle({ size: "S", color: "notice" })} />,
};

export function SlotMark({ kind, count = 1 }: { kind: SlotKind; count?: number }) {
  const t = useWords();
  return (
    <span data-slot-kind={kind} className={style({ display: "flex", alignItems: "center", gap: 4, minWidth: 0 })}>
      <span aria-hidden className={style({ display: "flex", flexShrink: 0 })}>
        {ICONS[kind]}
      </span>
      <span className={style({ minWidth: 0 })}>{t(`day-${kind}`, { count })}</span>
    </span>
  );
}
