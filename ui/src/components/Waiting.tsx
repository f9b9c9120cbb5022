/** Something is on its way: a turning circle, and what is waited for in words. */
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };

export function Waiting({ words }: { words: string }) {
  return (
    <div className={style({ display: "flex", alignItems: "center", gap: 12, font: "ui", color: "neutral", paddingY: 8 })}>
      <ProgressCircle aria-label={words} isIndeterminate size="S" />
      <span aria-hidden>{words}</span>
    </div>
  );
}
