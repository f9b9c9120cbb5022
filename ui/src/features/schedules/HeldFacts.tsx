/** Before and now, side by side, of what holds a slot. */
import ArrowRight from "@react-spectrum/s2/icons/ChevronRight";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useLocale } from "@react-spectrum/s2";
import { Figure } from "../../components/Figure";
import type { SlotReason } from "../../generated/SlotReason";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

const side = style({ display: "flex", gap: 32, alignItems: "center", flexWrap: "wrap" });
const name = style({ font: "title", overflowWrap: "anywhere" });

export function HeldFacts({ reason }: { reason: SlotReason }) {
  const t = useWords();
  const format = useFormat();
  const { locale } = useLocale();
  const share = (percent: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(percent / 100);
  switch (reason.code) {
    case "column_renamed":
      return (
        <div role="group" aria-label={t("held-renamed-label")} className={side}>
          <Figure value={<span className={name}>{reason.params.from}</span>} label={t("held-before")} />
          <ArrowRight styles={iconStyle({ size: "M", color: "neutral" })} />
          <Figure value={<span className={name}>{reason.params.to}</span>} label={t("held-now")} />
        </div>
      );
    case "too_few_rows":
      return (
        <div className={side}>
          <Figure value={format.count(reason.params.before)} label={t("held-rows-before")} />
          <Figure value={format.count(reason.params.rows)} label={t("held-rows")} tone="notice" />
        </div>
      );
    case "too_many_rejected":
      return (
        <div className={side}>
          <Figure value={share(reason.params.share)} label={t("held-share")} tone="notice" />
          <Figure value={share(reason.params.most)} label={t("held-share-most")} />
        </div>
      );
    default:
      return null;
  }
}
