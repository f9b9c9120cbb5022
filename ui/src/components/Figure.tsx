/** A number with what it counts below it. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";

const number = style({
  font: "heading",
  color: { default: "heading", tone: { notice: "orange-1000", quiet: "neutral-subdued" } },
  fontVariantNumeric: "tabular-nums",
});
const whole = style({ display: "flex", flexDirection: "column", gap: 2, alignItems: "start" });

export function Figure({ value, label, tone }: { value: ReactNode; label: ReactNode; tone?: "notice" | "quiet" }) {
  return (
    <div className={whole}>
      <span className={number({ tone })}>{value}</span>
      <span className={style({ font: "ui", color: "neutral-subdued" })}>{label}</span>
    </div>
  );
}
