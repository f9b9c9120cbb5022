/** How an upload ended: where every row went, why some did not, and whether customers are seen in profiles. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Clock from "@react-spectrum/s2/icons/Clock";
import RemoveCircle from "@react-spectrum/s2/icons/RemoveCircle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { HandedOver } from "../../components/HandedOver";
import { LookedUp } from "../../components/LookedUp";
import { ChangeNotes } from "../../components/ChangeNotes";
import { MergedAlarm } from "../../components/MergedAlarm";
import { Page, push, SectionTitle } from "../../components/Page";
import { PlaceBadge } from "../../components/PlaceBadge";
import { mergedOf } from "../../components/merged";
import { leftBehind, toneOfRun, type Tone } from "../../components/RunStatus";
import { ToldBy } from "../../components/ToldBy";
import { useAccentKey } from "../../components/useAccentKey";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { usePlatform } from "../../platform";
import { useSaveRejects } from "../useSaveRejects";
import { Reasons } from "./Reasons";
import { RowSum } from "./RowSum";
import { Seen } from "./Seen";

interface ResultProps {
  report: RunReport;
  isShown: boolean;
  onNew(): void;
  onOpenRun(run: string): void;
  onRepeat(run: string): void;
}

const ICONS: Record<Tone, React.ReactNode> = {
  positive: <CheckmarkCircle styles={iconStyle({ size: "XL", color: "positive" })} />,
  notice: <AlertTriangle styles={iconStyle({ size: "XL", color: "notice" })} />,
  negative: <RemoveCircle styles={iconStyle({ size: "XL", color: "negative" })} />,
  neutral: <RemoveCircle styles={iconStyle({ size: "XL", color: "neutral" })} />,
  informative: <Clock styles={iconStyle({ size: "XL", color: "informative" })} />,
};

/** A failure after parts were handed over is told apart: something may be there. */
function titleId(report: RunReport): string {
  if (mergedOf(report).length > 0) return "result-merged";
  if (report.status === "succeeded_with_rejects") return "result-attention";
  if (report.status === "failed" && report.batches.length > 0) return "result-failed-maybe";
  return `result-${report.status.replaceAll("_", "-")}`;
}

export function Result({ report, isShown, onNew, onOpenRun, onRepeat }: ResultProps) {
  const t = useWords();
  const problem = useProblemWords();
  useAccentKey(isShown, onNew, null);
  const isFine = report.status === "succeeded" || report.status === "succeeded_with_rejects";
  return (
    <Page
      icon={ICONS[toneOfRun(report)]}
      title={t(titleId(report), { count: leftBehind(report) })}
      titleTestId="result-title"
      sub={<Sub report={report} />}
      footer={
        <>
          <Button variant="secondary" fillStyle="outline" onPress={() => onOpenRun(report.run)}>
            {t("result-in-history")}
          </Button>
          <span className={push} />
          {/* Corrected rows are a matter of once. */}
          {isFine && !report.parent_run && (
            <Button variant="secondary" fillStyle="outline" onPress={() => onRepeat(report.run)} data-testid="repeat">
              {t("result-repeat")}
            </Button>
          )}
          {report.rows.rejected > 0 && <SaveRows report={report} />}
          <Button variant="accent" onPress={onNew} data-testid="new-upload">
            {t("result-new")}
          </Button>
        </>
      }
    >
      <MergedAlarm report={report} level={2} />
      {report.problem && (
        <InlineAlert variant={isFine ? "notice" : "negative"} styles={style({ marginBottom: 16 })}>
          <Heading>{t("detail-problem")}</Heading>
          <Content>{problem(report.problem)}</Content>
        </InlineAlert>
      )}
      {report.handover && (
        <p className={style({ font: "body", margin: 0, paddingBottom: 16 })}>
          <HandedOver report={report} />
        </p>
      )}
      <RowSum report={report} />
      <ChangeNotes change={report.change} />
      <ToldBy report={report} />
      <div className={style({ display: "flex", flexDirection: "column", gap: 28, paddingTop: 24 })}>
        <Reasons report={report} />
        {report.platform && (
          <section>
            <SectionTitle>{t("profiles-title")}</SectionTitle>
            <Seen verified={report.verified} />
            <LookedUp report={report} />
          </section>
        )}
      </div>
    </Page>
  );
}

function Sub({ report }: { report: RunReport }) {
  const t = useWords();
  const { platform, rows, target } = report;
  let words = t("result-sub-to");
  if (rows.send === 0 && rows.unchanged > 0) words = t("result-sub-same");
  if (platform) words = platform.accepted === rows.send ? t("result-sub", { count: platform.accepted }) : t("result-sub-some", { count: platform.accepted, sent: rows.send });
  return (
    <>
      <span>{words}</span>
      <b className={style({ fontWeight: "bold", color: "neutral" })}>{target.dataset_name}</b>
      <PlaceBadge place={target.place} bold />
    </>
  );
}

function SaveRows({ report }: { report: RunReport }) {
  const t = useWords();
  const platform = usePlatform();
  const save = useSaveRejects(report.findings, (reasons) => platform.saveRunRejects(report.run, reasons));
  return (
    <Button variant="secondary" onPress={save} data-testid="result-save">
      {t("result-save", { count: report.rows.rejected })}
    </Button>
  );
}
