/** How the file was read, each part with what it rests on. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { DialogTrigger } from "@react-spectrum/s2/Dialog";
import { Popover } from "@react-spectrum/s2/Popover";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import type { Inspected } from "../../../generated/Inspected";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { wordId } from "../../../i18n/words";

const SIGNS: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

const line = style({ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap", marginBottom: 24, flexShrink: 0 });
const proof = style({ font: "ui", color: "neutral-subdued", marginStart: "auto" });

/** Labels of the encoding standard, as people write them. */
function encodingName(label: string): string {
  return label.toUpperCase().replace("WINDOWS", "Windows");
}

export function Chips({ inspected }: { inspected: Inspected }) {
  const t = useWords();
  const format = useFormat();
  const { inspection, proof: read, uploaded_before: before } = inspected;
  const sign = inspection.delimiter;
  return (
    <div role="group" aria-label={t("check-how-read")} className={line}>
      <Chip name={t("chip-delimiter", { delimiter: SIGNS[sign] ?? "other", sign })}>{t("chip-delimiter-text")}</Chip>
      <Chip name={encodingName(inspection.encoding)}>{t("chip-encoding-text")}</Chip>
      <Chip name={t("chip-header", { row: inspection.header_row })}>{t("chip-header-text")}</Chip>
      {inspection.layout && <Chip name={t(wordId("layout", inspection.layout))}>{t("chip-layout-text")}</Chip>}
      {before !== null && <Chip name={t("chip-before")}>{t("chip-before-text", { when: format.when(before) })}</Chip>}
      {read.length > 0 && (
        <span className={proof}>
          {t("proof")} <b className={style({ color: "neutral", fontWeight: "medium" })}>{read.join(", ")}</b>
        </span>
      )}
    </div>
  );
}

function Chip({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DialogTrigger>
      <ActionButton size="S">{name}</ActionButton>
      <Popover aria-label={name}>
        <p className={style({ font: "ui", margin: 0, padding: 16, maxWidth: 288, boxSizing: "border-box" })}>{children}</p>
      </Popover>
    </DialogTrigger>
  );
}
