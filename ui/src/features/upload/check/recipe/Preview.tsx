/** Three cells before and after. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import ArrowDown from "@react-spectrum/s2/icons/ChevronDown";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { VisuallyHidden } from "react-aria/VisuallyHidden";
import type { SamplePreview } from "../../../../generated/SamplePreview";
import { useWords } from "../../../../i18n";
import { wordId } from "../../../../i18n/words";

const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 12 });
const item = style({ display: "flex", flexDirection: "column", gap: 4, backgroundColor: "layer-1", borderRadius: "default", padding: 12, minWidth: 0 });
const text = style({ font: "ui", whiteSpace: "pre-wrap", overflowWrap: "anywhere", color: { default: "neutral", isQuiet: "neutral-subdued" }, fontWeight: { default: "normal", isMeant: "medium" } });

export function Preview({ samples, isWhole }: { samples: SamplePreview[] | null; isWhole: boolean }) {
  const t = useWords();
  const say = (id: string) => <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t(id)}</p>;
  if (!isWhole) return say("preview-not-whole");
  if (samples === null) return null;
  if (samples.length === 0) return say("preview-none");
  return (
    <ul className={list} data-testid="recipe-preview">
      {samples.map((sample, index) => (
        <li key={index} className={item}>
          <span className={text({ isQuiet: true })}>
            <VisuallyHidden elementType="span">{t("preview-before")} </VisuallyHidden>
            {sample.before === "" ? t("cell-empty") : sample.before}
          </span>
          <ArrowDown styles={iconStyle({ size: "XS", color: "gray" })} />
          <After sample={sample} />
        </li>
      ))}
    </ul>
  );
}

function After({ sample }: { sample: SamplePreview }) {
  const t = useWords();
  const label = <VisuallyHidden elementType="span">{t("preview-after")} </VisuallyHidden>;
  if (sample.finding !== null) {
    return (
      <span className={style({ display: "flex", gap: 8, font: "ui", color: "neutral" })}>
        {label}
        <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />
        {t(`${wordId("finding", sample.finding)}-row`)}
      </span>
    );
  }
  return (
    <span className={text({ isMeant: sample.after !== null, isQuiet: sample.after === null })}>
      {label}
      {sample.after ?? t("preview-nothing")}
    </span>
  );
}
