/** What goes where, in one sentence; who stays as they are; and the choice to send them all the same. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Localized } from "@fluent/react";
import { ChangeNotes } from "../../components/ChangeNotes";
import { PlaceBadge } from "../../components/PlaceBadge";
import type { CheckReport } from "../../generated/CheckReport";
import type { RowCounts } from "../../generated/RowCounts";
import type { Target } from "../../generated/Target";
import { useWords } from "../../i18n";
import { useConsentWords, useIdentityWords } from "../../i18n/people";

interface ConfirmSentenceProps {
  /** Of the words, for the button that sends. */
  id: string;
  report: CheckReport;
  rows: RowCounts;
  target: Target;
  everything: boolean;
  onEverything(everything: boolean): void;
}

const sentence = style({ fontFamily: "sans", fontSize: "heading-lg", lineHeight: "body", color: "heading", margin: 0, fontWeight: "normal" });
const stay = style({ font: "ui-lg", color: "neutral", margin: 0, marginTop: 8 });

/** The rows as they would be with everything sent again. */
export function withEverything(rows: RowCounts): RowCounts {
  return { ...rows, send: rows.send + rows.unchanged, unchanged: 0 };
}

export function ConfirmSentence({ id, report, rows, target, everything, onEverything }: ConfirmSentenceProps) {
  const t = useWords();
  const { change } = report;
  const same = report.rows.unchanged;
  const counts = { send: rows.send, customers: rows.send + rows.unchanged + rows.rejected, dataset: target.dataset_name };
  const what = useIdentityWords()(report.identities);
  const consent = useConsentWords();
  const isCompared = change.against === "last" && !everything;
  return (
    <>
      {rows.send === 0 ? (
        <p className={sentence} data-testid="confirm-sentence">
          {t("confirm-all-same")}
        </p>
      ) : (
        <p id={id} className={sentence} data-testid="confirm-sentence">
          <Localized
            id={isCompared ? "confirm-sentence-changed" : "confirm-sentence"}
            vars={{ ...counts, new: change.new ?? 0, changed: change.changed ?? 0 }}
            elems={{ n: <b />, b: <b /> }}
          >
            <span />
          </Localized>{" "}
          <span className={style({ display: "inline-block", verticalAlign: "middle" })}>
            <PlaceBadge place={target.place} bold />
          </span>{" "}
          {what !== null && t("confirm-told-by", { what })}
        </p>
      )}
      {report.consent.map((counts) => (
        <p key={counts.channel} className={stay} data-testid="confirm-consent">
          {consent(counts)}
        </p>
      ))}
      {same > 0 && (
        <>
          {!everything && <p className={stay}>{t("confirm-same-stay", { count: same })}</p>}
          <div className={style({ marginTop: 12 })}>
            <Checkbox isSelected={everything} onChange={onEverything} data-testid="confirm-everything">
              {t("confirm-everything")}
            </Checkbox>
            <div className={style({ font: "ui-sm", color: "neutral-subdued", paddingStart: 24 })}>{t("confirm-everything-text")}</div>
          </div>
        </>
      )}
      <ChangeNotes change={change} />
    </>
  );
}
