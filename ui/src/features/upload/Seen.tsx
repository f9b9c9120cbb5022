/** Whether the customers that were looked up carry today's values. */
import AlertDiamond from "@react-spectrum/s2/icons/AlertDiamond";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Clock from "@react-spectrum/s2/icons/Clock";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { mergedOf } from "../../components/merged";
import type { Verified } from "../../generated/Verified";
import { useWords } from "../../i18n";

const line = style({ display: "flex", alignItems: "center", gap: 12, font: "ui", color: "neutral" });

export function Seen({ verified }: { verified: Verified | null }) {
  const t = useWords();
  if (!verified || verified.looked_up === 0) {
    return (
      <div className={line}>
        <Clock styles={iconStyle({ size: "M", color: "neutral" })} />
        {t("profiles-none")}
      </div>
    );
  }
  const { looked_up: count, found, differing, pending } = verified;
  const merged = mergedOf({ verified }).length;
  if (merged > 0) {
    return (
      <div className={line}>
        <AlertDiamond styles={iconStyle({ size: "M", color: "negative" })} />
        {t("profiles-merged", { merged, count })}
      </div>
    );
  }
  if (pending > 0) {
    return (
      <div className={line} role="status">
        <Clock styles={iconStyle({ size: "M", color: "informative" })} />
        {t("profiles-pending", { pending, count })}
      </div>
    );
  }
  if (differing > 0) {
    return (
      <div className={line}>
        <AlertTriangle styles={iconStyle({ size: "M", color: "notice" })} />
        {t("profiles-differing", { differing, count })}
      </div>
    );
  }
  return (
    <div className={line}>
      <CheckmarkCircle styles={iconStyle({ size: "M", color: "positive" })} />
      {found === count ? t("profiles-all", { count }) : t("profiles-some", { found, count })}
    </div>
  );
}
