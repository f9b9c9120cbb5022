/** What was seen in the file, by what it asks: to decide, to know, nothing. */
import { Accordion } from "@react-spectrum/s2/Accordion";
import { CenterBaseline } from "@react-spectrum/s2/CenterBaseline";
import { Disclosure, DisclosureHeader, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import MagicWand from "@react-spectrum/s2/icons/MagicWand";
import RemoveCircle from "@react-spectrum/s2/icons/RemoveCircle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import type { CheckReport } from "../../../generated/CheckReport";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Severity } from "../../../generated/Severity";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Checking } from "../flow";
import { FindingList } from "./FindingList";
import { Question } from "./Question";
import { SaveRejects } from "./SaveRejects";

export type Band = Severity;

interface BandsProps {
  flow: Checking;
  open: Band[];
  onOpen(open: Band[]): void;
  onMap(changed: MappingSet, words: string): void;
  onHeader(line: number): void;
  onAddresses(areNew: boolean): void;
}

const ORDER: Band[] = ["please_check", "cannot_send", "fixed"];
const ICONS: Record<Band, ReactNode> = {
  please_check: <AlertTriangle styles={iconStyle({ size: "M", color: "notice" })} />,
  cannot_send: <RemoveCircle styles={iconStyle({ size: "M", color: "negative" })} />,
  fixed: <MagicWand styles={iconStyle({ size: "M", color: "positive" })} />,
};
const TEXTS: Record<Band, string> = { please_check: "band-check-text", cannot_send: "band-cannot-text", fixed: "band-fixed-text" };
/** So many kinds stand in the title of a band; the rest is inside. */
const IN_TITLE = 3;

const quiet = style({ font: "ui", color: "neutral-subdued" });

export function Bands({ flow, open, onOpen, ...rest }: BandsProps) {
  const report = flow.check.is === "done" ? flow.check.report : null;
  if (!report) return null;
  return (
    <div className={style({ marginTop: 16, flexShrink: 0 })}>
      <Accordion density="spacious" size="S" allowsMultipleExpanded expandedKeys={open} onExpandedChange={(keys) => onOpen([...keys] as Band[])}>
        {ORDER.map((band) => (
          <OneBand key={band} band={band} flow={flow} report={report} {...rest} />
        ))}
      </Accordion>
    </div>
  );
}

function countWords(band: Band, report: CheckReport, findings: FindingSummary[], t: ReturnType<typeof useWords>): string {
  const count = findings.reduce((sum, finding) => sum + finding.count, 0);
  if (band === "please_check" && report.questions.length > 0) return t("band-question", { count: report.questions.length });
  if (count === 0) return t("band-none");
  // A row can have two reasons and still is one row.
  if (band === "cannot_send") return t("band-rows", { count: report.rows.rejected });
  return t(band === "fixed" ? "band-changes" : "band-times", { count });
}

function OneBand({ band, flow, report, onMap, onHeader, onAddresses }: { band: Band; flow: Checking; report: CheckReport } & Omit<BandsProps, "open" | "onOpen">) {
  const t = useWords();
  const findings = report.findings.filter((f) => f.severity === band);
  const questions = band === "please_check" ? report.questions : [];
  const notes = [...questions.map((q) => t(wordId("question", q.code), { column: q.column })), ...findings.map((f) => t(wordId("finding", f.code), { count: f.count }))];
  return (
    <Disclosure id={band}>
      <DisclosureHeader>
        <DisclosureTitle level={2}>
          <CenterBaseline>{ICONS[band]}</CenterBaseline>
          <span data-testid={`band-${band}`}>{t(wordId("severity", band))}</span>
          <span className={quiet}>{notes.slice(0, IN_TITLE).join(", ")}</span>
        </DisclosureTitle>
        <span className={style({ font: "ui", color: "neutral-subdued", paddingEnd: 4, whiteSpace: "nowrap" })}>{countWords(band, report, findings, t)}</span>
      </DisclosureHeader>
      <DisclosurePanel>
        <div className={style({ display: "flex", flexDirection: "column", gap: 16, paddingBottom: 8 })}>
          {questions.map((question) => (
            <Question key={`${question.code}-${question.column}`} question={question} flow={flow} onMap={onMap} onHeader={onHeader} />
          ))}
          {findings.length > 0 && (
            <div className={style({ display: "flex", gap: 12, alignItems: "center" })}>
              <p className={style({ font: "ui", margin: 0, marginEnd: "auto" })}>{t(TEXTS[band])}</p>
              {band === "cannot_send" && <SaveRejects ticket={flow.opened.ticket} mapping={flow.mapping} findings={findings} />}
            </div>
          )}
          <FindingList ticket={flow.opened.ticket} findings={findings} pairs={report.pairs} mapping={flow.mapping} onMap={onMap} onAddresses={onAddresses} />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
