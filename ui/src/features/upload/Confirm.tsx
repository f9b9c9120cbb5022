/** What will happen, in one sentence, before anything is sent. */
import { Button } from "@react-spectrum/s2/Button";
import { LabeledValue } from "@react-spectrum/s2/LabeledValue";
import GraduationCap from "@react-spectrum/s2/icons/Lightbulb";
import PeopleGroup from "@react-spectrum/s2/icons/PeopleGroup";
import Revert from "@react-spectrum/s2/icons/Revert";
import SelectNone from "@react-spectrum/s2/icons/SelectNone";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useId, useState, type ReactNode } from "react";
import { Page, push } from "../../components/Page";
import { useAccentKey } from "../../components/useAccentKey";
import type { CheckReport } from "../../generated/CheckReport";
import { useWords } from "../../i18n";
import { usePlatform, type SendChoices } from "../../platform";
import { ConfirmSentence, withEverything } from "./ConfirmSentence";
import { Casing } from "./ahead/Casing";
import { TryOne } from "./ahead/TryOne";
import { MuchToday, UploadsToday, useBatchesToday } from "./ahead/UploadsToday";
import { OlderFile } from "./OlderFile";
import { OneCustomer } from "./OneCustomer";
import { ProductionDialog, type Asking } from "./ProductionDialog";
import { Shares } from "./Shares";
import type { Checking } from "./flow";

interface ConfirmProps {
  of: Checking;
  report: CheckReport;
  /** The program wants the production sandbox's name typed. */
  isUnconfirmed: boolean;
  isShown: boolean;
  onBack(): void;
  /** With the name that was typed for a production sandbox. */
  onUpload(confirmed: string | null, choices: SendChoices): void;
}

const icon = iconStyle({ size: "L", color: "neutral" });
const columns = style({
  display: "grid",
  gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 1040px)": ["minmax(0, 1fr)", 284] },
  columnGap: 24,
  rowGap: 32,
  paddingTop: 12,
});
const aside = style({
  paddingStart: { default: 0, "@media (min-width: 1040px)": 24 },
  borderStartWidth: { default: 0, "@media (min-width: 1040px)": 1 },
  borderEndWidth: 0,
  borderYWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
  display: "flex",
  flexDirection: "column",
  alignItems: "start",
  gap: 20,
});
const ahead = style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 8 });

export function Confirm({ of, report, isUnconfirmed, isShown, onBack, onUpload }: ConfirmProps) {
  const t = useWords();
  const platform = usePlatform();
  const [asking, setAsking] = useState<Asking>(isUnconfirmed ? "typed" : "no");
  const [everything, setEverything] = useState(false);
  const [older, setOlder] = useState(false);
  const rows = everything ? withEverything(report.rows) : report.rows;
  const newer = report.newer_upload;
  const isReady = rows.send > 0 && (newer === undefined || older);
  const sentenceId = useId();
  const target = of.inspected.target;
  const today = useBatchesToday(target.connection_id);
  const ask = () =>
    // Where that cannot be known, the careful way: a name typed once too often does no harm.
    platform.productionConfirmed(target.connection_id, target.sandbox).then(
      (isConfirmed) => setAsking(isConfirmed ? "pressed" : "typed"),
      () => setAsking("typed"),
    );
  const upload = () => {
    if (!isReady) return;
    if (target.place === "production") void ask();
    else onUpload(null, { everything, older });
  };
  useAccentKey(isShown, upload, onBack);
  const names = (wanted: (c: CheckReport["columns"][number]) => boolean) => report.columns.filter(wanted).map((c) => c.name);
  const sent = names((c) => c.sent);
  return (
    <Page
      title={t("confirm-title")}
      sub={of.opened.name}
      footer={
        <>
          <span className={push} />
          <Button variant="secondary" onPress={onBack}>
            {t("back")}
          </Button>
          <Button variant="accent" onPress={upload} isDisabled={!isReady} aria-describedby={sentenceId} data-testid="confirm-upload">
            {t("confirm-upload", { count: rows.send })}
          </Button>
        </>
      }
    >
      <div className={columns}>
        <div>
          <ConfirmSentence id={sentenceId} report={report} rows={rows} target={target} everything={everything} onEverything={setEverything} />
          {newer !== undefined && <OlderFile name={of.opened.name} newer={newer} isSelected={older} onChange={setOlder} />}
          <Shares rows={rows} />
          <Facts keepsMissing={target.keeps_missing} isPractice={target.place === "practice"} />
          <MuchToday today={today} />
        </div>
        <aside className={aside}>
          <LabeledValue label={t("confirm-mapping")} value={report.mapping.name} />
          <LabeledValue label={t("confirm-columns-sent")} value={t("confirm-columns-of", { sent: sent.length, count: report.columns.length })} />
          <LabeledValue label={t("confirm-columns-not")} value={names((c) => !c.sent && c.blocked === null).join(", ") || t("confirm-none")} />
          <LabeledValue label={t("confirm-columns-blocked")} value={names((c) => c.blocked !== null).join(", ") || t("confirm-none")} />
          <section className={ahead}>
            <h2 className={style({ font: "title-sm", margin: 0, marginBottom: 4 })}>{t("ahead-title")}</h2>
            <OneCustomer ticket={of.opened.ticket} mapping={of.mapping} />
            <TryOne of={of} />
            <Casing of={of} />
          </section>
          {/* Last: what comes late must not move what is about to be pressed. */}
          <UploadsToday today={today} />
        </aside>
      </div>
      <ProductionDialog asking={asking} target={target} count={rows.send} onUpload={(confirmed) => onUpload(confirmed, { everything, older })} onCancel={() => setAsking("no")} />
    </Page>
  );
}

function Facts({ keepsMissing, isPractice }: { keepsMissing: boolean; isPractice: boolean }) {
  const keeps = keepsMissing ? "upsert" : "replace";
  return (
    <ul className={style({ listStyleType: "none", padding: 0, margin: 0, marginTop: 32, display: "flex", flexDirection: "column", gap: 20 })}>
      <Fact icon={<SelectNone styles={icon} />} id={`confirm-${keeps}`} />
      {isPractice ? (
        <Fact icon={<GraduationCap styles={icon} />} id="confirm-practice" />
      ) : (
        <>
          <Fact icon={<PeopleGroup styles={icon} />} id="confirm-audience" />
          <Fact icon={<Revert styles={icon} />} id="confirm-final" />
        </>
      )}
    </ul>
  );
}

function Fact({ icon, id }: { icon: ReactNode; id: string }) {
  const t = useWords();
  return (
    <li className={style({ display: "grid", gridTemplateColumns: [24, "1fr"], columnGap: 16, alignItems: "start" })}>
      {icon}
      <div>
        <div className={style({ font: "title-sm" })}>{t(`${id}-title`)}</div>
        <div className={style({ font: "ui", color: "neutral-subdued", marginTop: 2 })}>{t(`${id}-text`)}</div>
      </div>
    </li>
  );
}
