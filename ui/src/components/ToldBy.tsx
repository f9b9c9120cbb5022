/** What the customers of an upload were told apart by, and what went out about consent. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { RunReport } from "../generated/RunReport";
import { useWords } from "../i18n";
import { useConsentWords, useIdentityWords } from "../i18n/people";

const line = style({ font: "ui", color: "neutral", margin: 0 });

export function ToldBy({ report }: { report: RunReport }) {
  const t = useWords();
  const what = useIdentityWords()(report.identities);
  const consent = useConsentWords();
  // Reports of an older program say nothing of either.
  if (what === null && report.consent.length === 0) return null;
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 4, paddingTop: 16 })} data-testid="told-by">
      {what !== null && <p className={line}>{t("identity-told-by", { what })}</p>}
      {report.consent.map((counts) => (
        <p key={counts.channel} className={line}>
          {consent(counts)}
        </p>
      ))}
    </div>
  );
}
