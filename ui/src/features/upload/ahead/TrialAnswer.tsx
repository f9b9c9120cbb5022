/** What became of the customer who was sent ahead. */
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Asked } from "../../../components/useAsked";
import { Trouble } from "../../../components/Trouble";
import { Waiting } from "../../../components/Waiting";
import type { RecordTrial } from "../../../generated/RecordTrial";
import type { Target } from "../../../generated/Target";
import type { TrialOutcome } from "../../../generated/TrialOutcome";
import type { Violation } from "../../../generated/Violation";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { wordId } from "../../../i18n/words";

const LOOKS: Record<TrialOutcome, "positive" | "negative" | "informative"> = { taken: "positive", violations: "negative", not_offered: "informative" };

export function TrialAnswer({ trial, target }: { trial: Asked<RecordTrial>; target: Target }) {
  const t = useWords();
  return (
    <div>
      {/* There from the start: a region that comes with its words is not read out. An alert is, by itself. */}
      <div role="status">{trial.is === "coming" && <Waiting words={t("try-busy")} />}</div>
      {trial.is === "there" && <Outcome trial={trial.value} target={target} />}
      {trial.is === "failed" && <Trouble failure={trial.failure}>{t(trial.failure.sent ? "sent-maybe" : "sent-nothing")}</Trouble>}
    </div>
  );
}

function Outcome({ trial, target }: { trial: RecordTrial; target: Target }) {
  const t = useWords();
  const format = useFormat();
  const id = wordId("trial", trial.outcome);
  return (
    <InlineAlert variant={LOOKS[trial.outcome]} data-testid="try-answer">
      <Heading>{t(id, { place: target.place })}</Heading>
      <Content>
        {t(`${id}-text`, { row: format.count(trial.row), line: format.count(trial.line), dataset: target.dataset_name })}
        {trial.violations.length > 0 && (
          <ul className={style({ listStyleType: "none", margin: 0, marginTop: 12, padding: 0, display: "flex", flexDirection: "column", gap: 12 })}>
            {trial.violations.map((violation, index) => (
              <Against key={index} violation={violation} />
            ))}
          </ul>
        )}
      </Content>
    </InlineAlert>
  );
}

function Against({ violation }: { violation: Violation }) {
  const t = useWords();
  const { column, field, code, message } = violation;
  return (
    <li>
      <b className={style({ fontWeight: "bold" })}>{column ?? field ?? t("trial-no-column")}</b>: {t("trial-reason", { code })}
      <figure className={style({ margin: 0, marginTop: 4 })}>
        <figcaption className={style({ font: "ui-sm", color: "neutral-subdued" })}>{t("said-title")}</figcaption>
        <blockquote className={style({ font: "code-sm", margin: 0, overflowWrap: "anywhere" })}>{message}</blockquote>
      </figure>
    </li>
  );
}
