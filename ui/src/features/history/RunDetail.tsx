/** One upload in full, beside the table. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Button } from "@react-spectrum/s2/Button";
import { CloseButton } from "@react-spectrum/s2/CloseButton";
import { Link } from "@react-spectrum/s2/Link";
import { LabeledValue } from "@react-spectrum/s2/LabeledValue";
import Copy from "@react-spectrum/s2/icons/Copy";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useId, useState } from "react";
import { useSay } from "../../components/messages/messages";
import { ChangeNotes } from "../../components/ChangeNotes";
import { useConnectionName } from "../../components/connectionName";
import { Figure } from "../../components/Figure";
import { HandedOver } from "../../components/HandedOver";
import { MergedAlarm } from "../../components/MergedAlarm";
import { LookedUp } from "../../components/LookedUp";
import { sidePanel } from "../../components/Page";
import { PlaceBadge } from "../../components/PlaceBadge";
import { leftBehind, RunStatusLight, wentOut } from "../../components/RunStatus";
import type { Opened } from "../../generated/Opened";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { useConsentWords, useIdentityWords } from "../../i18n/people";
import { useProblemWords } from "../../i18n/problem";
import { wordId } from "../../i18n/words";
import { usePlatform } from "../../platform";
import { useSaveRejects } from "../useSaveRejects";
import { startedBy } from "./filter";
import { PhaseBars } from "./PhaseBars";

interface RunDetailProps {
  report: RunReport;
  /** All of the history, for runs that belong together. */
  runs: RunReport[];
  onSelect(run: string): void;
  onClose(): void;
  onAgain(opened: Opened): void;
  onWatch(run: string): void;
}

const foot = style({
  display: "flex",
  gap: 8,
  paddingX: 24,
  minHeight: 72,
  alignItems: "center",
  flexWrap: "wrap",
  borderTopWidth: 1,
  borderBottomWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
  boxSizing: "border-box",
  flexShrink: 0,
});
const list = style({ listStyleType: "none", margin: 0, padding: 0, font: "ui-sm", display: "flex", flexDirection: "column", gap: 4 });

export function RunDetail({ report, runs, onSelect, onClose, onAgain, onWatch }: RunDetailProps) {
  const t = useWords();
  const format = useFormat();
  const when = format.when(report.started);
  return (
    <aside aria-label={t("detail-label", { when })} data-testid="history-detail" className={sidePanel}>
      <div className={style({ display: "flex", alignItems: "start", gap: 8, paddingX: 24, paddingTop: 24, paddingBottom: 16 })}>
        <div className={style({ flexGrow: 1, minWidth: 0 })}>
          <h2 className={style({ font: "heading-sm", margin: 0 })}>{when}</h2>
          <div className={style({ display: "flex", alignItems: "center", gap: 8, marginTop: 8 })}>
            <RunStatusLight report={report} />
            <PlaceBadge place={report.target.place} />
          </div>
        </div>
        <CloseButton aria-label={t("close")} onPress={onClose} />
      </div>
      <div className={style({ flexGrow: 1, minHeight: 0, overflow: "auto", paddingX: 24, paddingBottom: 16, display: "flex", flexDirection: "column", gap: 20 })}>
        <MergedAlarm report={report} level={3} />
        <div className={style({ display: "grid", gridTemplateColumns: ["1fr", "1fr", "1fr"], columnGap: 16 })}>
          <Figure value={format.count(report.rows.read)} label={t("detail-read")} />
          <Figure value={format.count(wentOut(report))} label={t("detail-sent")} />
          <Figure value={format.count(leftBehind(report))} label={t("detail-not")} tone={leftBehind(report) > 0 ? "notice" : undefined} />
        </div>
        <Changes report={report} />
        <Relatives report={report} runs={runs} onSelect={onSelect} />
        <Facts report={report} />
      </div>
      <Actions report={report} runs={runs} onAgain={onAgain} onWatch={onWatch} />
    </aside>
  );
}

/** Against the upload before, where it was compared. */
function Changes({ report }: { report: RunReport }) {
  const t = useWords();
  const format = useFormat();
  const { change, rows } = report;
  return (
    <>
      {change.against === "last" && <LabeledValue size="S" label={t("detail-change")} value={t("detail-change-of", { new: change.new ?? 0, changed: change.changed ?? 0 })} />}
      {rows.unchanged > 0 && <LabeledValue size="S" label={t("detail-unchanged")} value={format.count(rows.unchanged)} />}
      <ChangeNotes change={change} isTight />
    </>
  );
}

/** The upload whose rows come back corrected in this one, and those where rows of this one came back. */
function Relatives({ report, runs, onSelect }: Pick<RunDetailProps, "report" | "runs" | "onSelect">) {
  const t = useWords();
  const format = useFormat();
  const parent = report.parent_run;
  const corrected = runs.filter((run) => run.parent_run?.run === report.run);
  const name = (file: string, started: string) => t("detail-run", { file, when: format.when(started) });
  const link = (run: string, file: string, started: string) => (
    <Link isStandalone onPress={() => onSelect(run)}>
      {name(file, started)}
    </Link>
  );
  return (
    <>
      {/* The history may have been cleared since; the name is kept. */}
      {parent && <LabeledValue size="S" label={t("detail-parent")} value={runs.some((run) => run.run === parent.run) ? link(parent.run, parent.file, parent.started) : <span>{name(parent.file, parent.started)}</span>} />}
      {corrected.map((run) => (
        <LabeledValue key={run.run} size="S" label={t("detail-corrected")} value={link(run.run, run.file.name, run.started)} />
      ))}
    </>
  );
}

function Facts({ report }: { report: RunReport }) {
  const t = useWords();
  const format = useFormat();
  const problem = useProblemWords();
  const nameOf = useConnectionName();
  const what = useIdentityWords()(report.identities);
  const { verified } = report;
  const reasons = report.findings.filter((finding) => finding.severity === "cannot_send");
  return (
    <>
      {report.problem && <LabeledValue size="S" label={t("detail-problem")} value={problem(report.problem)} />}
      <PhaseBars phases={report.phases} />
      {reasons.length > 0 && (
        <section>
          <h3 className={style({ font: "title-xs", margin: 0, marginBottom: 4 })}>{t("reasons-title")}</h3>
          <ul className={list}>
            {reasons.map((finding) => (
              <li key={`${finding.code}-${finding.column ?? ""}`}>{t(wordId("finding", finding.code), { count: finding.count })}</li>
            ))}
          </ul>
        </section>
      )}
      {report.refusals.length > 0 && (
        <section>
          <h3 className={style({ font: "title-xs", margin: 0, marginBottom: 4 })}>{t("refusals-title")}</h3>
          <ul className={list}>
            {report.refusals.map((refusal) => (
              <li key={`${refusal.code}-${refusal.column ?? ""}-${refusal.message}`}>{[format.count(refusal.count), `“${refusal.message}”`, refusal.column, refusal.code].filter(Boolean).join(" · ")}</li>
            ))}
          </ul>
        </section>
      )}
      <LabeledValue size="S" label={t("history-by")} value={startedBy(report) ?? t("history-you")} />
      <LabeledValue size="S" label={t("detail-file")} value={t("detail-file-text", { name: report.file.name, size: format.size(report.file.bytes) })} />
      <LabeledValue size="S" label={t("detail-connection")} value={nameOf({ id: report.target.connection_id || report.target.connection, name: report.target.connection })} />
      <LabeledValue size="S" label={t("detail-target")} value={<DatasetName report={report} />} />
      {what !== null && <LabeledValue size="S" label={t("detail-told-by")} value={what} />}
      {report.consent.length > 0 && <LabeledValue size="S" label={t("detail-consent")} value={<Consent report={report} />} />}
      {report.handover && <LabeledValue size="S" label={t("edit-flow")} value={<HandedOver report={report} />} />}
      <LabeledValue size="S" label={t("detail-mapping")} value={report.mapping} />
      {verified && <LabeledValue size="S" label={t("detail-lookup")} value={<SeenAgain report={report} text={t("profiles-some", { found: verified.found, count: verified.looked_up })} />} />}
      {report.batches.map((batch) => (
        <LabeledValue key={batch} size="S" label={t("detail-batch")} value={<Batch id={batch} />} />
      ))}
    </>
  );
}

/** A line for each channel. */
function Consent({ report }: { report: RunReport }) {
  const words = useConsentWords();
  return (
    <span className={style({ display: "flex", flexDirection: "column", gap: 4 })}>
      {report.consent.map((counts) => (
        <span key={counts.channel}>{words(counts)}</span>
      ))}
    </span>
  );
}

/** The practice platform has no pages to open. */
function DatasetName({ report }: { report: RunReport }) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const { dataset_name: name, place } = report.target;
  if (place === "practice") return <span>{name}</span>;
  const open = () => void platform.openDatasetPage(report.run).catch(say.failed);
  return (
    <span className={style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 4 })}>
      {name}
      <ActionButton size="S" onPress={open} data-testid="open-dataset-page">
        {t("detail-open-page")}
      </ActionButton>
    </span>
  );
}

/** What was seen in Profile, and a further look: profiles can take a while, and another source can write later. */
function SeenAgain({ report, text }: { report: RunReport; text: string }) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const [isLooking, setLooking] = useState(false);
  const look = () => {
    setLooking(true);
    // The history tells of the change by itself.
    platform
      .verifyRun(report.run)
      .catch(say.failed)
      .finally(() => setLooking(false));
  };
  return (
    <span className={style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 4 })}>
      {text}
      <LookedUp report={report} isSmall />
      <ActionButton size="S" isPending={isLooking} onPress={look} data-testid="verify-again">
        {t("detail-lookup-again")}
      </ActionButton>
    </span>
  );
}

function Batch({ id }: { id: string }) {
  const t = useWords();
  const say = useSay();
  const copy = () => void navigator.clipboard.writeText(id).then(
      () => say.done(t("copied")),
      () => say.wrong(t("copy-failed")),
    );
  return (
    <span className={style({ display: "flex", alignItems: "center", gap: 4 })}>
      <span className={style({ overflowWrap: "anywhere" })}>{id}</span>
      <ActionButton isQuiet size="S" aria-label={t("detail-copy-batch")} onPress={copy}>
        <Copy />
      </ActionButton>
    </span>
  );
}

function Actions({ report, runs, onAgain, onWatch }: Pick<RunDetailProps, "report" | "runs" | "onAgain" | "onWatch">) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const save = useSaveRejects(report.findings, (reasons) => platform.saveRunRejects(report.run, reasons));
  const again = () => platform.runAgain(report.run).then(onAgain, say.failed);
  const goOn = () => platform.goOn(report.run).then(() => onWatch(report.run), say.failed);
  const sinceId = useId();
  // Runs sort by their ids, which begin with the time.
  const since = runs.find((other) => other.run > report.run && other.target.dataset === report.target.dataset && other.target.sandbox === report.target.sandbox && other.batches.length > 0);
  const canGoOn = report.status === "resumable" || report.status === "processing";
  return (
    <div className={foot}>
      {report.status === "running" ? (
        <Button variant="primary" fillStyle="outline" onPress={() => onWatch(report.run)}>
          {t("detail-watch")}
        </Button>
      ) : (
        <>
          {canGoOn && (
            <>
              <p id={sinceId} className={style({ font: "ui-sm", margin: 0, width: "full" })} data-testid="go-on-since">
                {t(since === undefined ? "detail-since-nothing" : "detail-since", { name: since?.file.name ?? "" })}
              </p>
              <Button variant="primary" fillStyle="outline" onPress={() => void goOn()} aria-describedby={sinceId} data-testid="go-on">
                {t("detail-go-on")}
              </Button>
            </>
          )}
          {report.rows.rejected > 0 && (
            <Button variant="primary" fillStyle="outline" onPress={save}>
              {t("detail-save")}
            </Button>
          )}
          <Button variant="secondary" fillStyle="outline" onPress={() => void again()}>
            {t("detail-again")}
          </Button>
        </>
      )}
    </div>
  );
}
