/** A line of the sentence: its word at the left, its controls, and below them what is wrong. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useId, type ReactNode } from "react";
import type { ScheduleFault } from "../../../generated/ScheduleFault";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Part } from "./faults";

const row = style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 880px)": [104, "minmax(0, 1fr)"] }, columnGap: 16, alignItems: "start" });
const word = style({ font: "ui", color: "neutral-subdued", lineHeight: "[32px]", textAlign: { default: "start", "@media (min-width: 880px)": "end" } });
const line = style({ display: "flex", alignItems: "center", columnGap: 8, rowGap: 8, minHeight: 32, flexWrap: "wrap", font: "ui", color: "neutral" });
const under = style({ font: "ui-sm", color: "neutral-subdued", marginTop: 4 });

interface LineProps {
  /** Empty where it belongs to the line above. */
  word: string;
  part?: Part;
  fault?: ScheduleFault | null;
  hint?: ReactNode;
  children: ReactNode;
}

export function Line({ word: text, part, fault = null, hint, children }: LineProps) {
  const id = useId();
  return (
    <div className={row} role="group" aria-labelledby={text === "" ? undefined : id} data-part={part}>
      <span id={id} className={word}>
        {text}
      </span>
      <div className={style({ minWidth: 0 })}>
        <div className={line}>{children}</div>
        {hint !== undefined && hint !== null && <div className={under}>{hint}</div>}
        <Fault fault={fault} />
      </div>
    </div>
  );
}

export function Fault({ fault }: { fault: ScheduleFault | null }) {
  const t = useWords();
  return (
    <div aria-live="polite">
      {fault && (
        <div data-testid="fault" data-code={fault} className={style({ font: "ui-sm", color: "negative", marginTop: 4, display: "flex", alignItems: "center", gap: 4 })}>
          <AlertTriangle styles={iconStyle({ size: "XS", color: "negative" })} />
          {t(wordId("unkept", fault))}
        </div>
      )}
    </div>
  );
}
