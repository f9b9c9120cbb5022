/** How the last upload ended; before the first one, what practising means. And how to get a file out of Commerce. */
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { Link } from "@react-spectrum/s2/Link";
import { lightDark, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { SectionTitle } from "../../components/Page";
import { PlaceBadge } from "../../components/PlaceBadge";
import { RunStatusLight } from "../../components/RunStatus";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";

const card = style({ backgroundColor: lightDark("gray-75", "gray-100"), borderRadius: "lg", padding: 20, display: "flex", flexDirection: "column", gap: 12, alignItems: "start" });
const text = style({ font: "ui", margin: 0 });

interface LastUploadProps {
  run: RunReport | null;
  /** Uploads go to the practice platform. */
  isPractice: boolean;
  onOpenRun(run: string): void;
  onConnect(): void;
}

export function LastUpload({ run, isPractice, onOpenRun, onConnect }: LastUploadProps) {
  const t = useWords();
  return (
    <>
      <SectionTitle>{t(run || !isPractice ? "last-title" : "practice-title")}</SectionTitle>
      <div className={card}>
        {run ? (
          <>
            <div className={style({ display: "flex", alignItems: "center", justifyContent: "space-between", width: "full" })}>
              <RunStatusLight report={run} />
              <PlaceBadge place={run.target.place} />
            </div>
            <p className={text}>{t("last-sum", { read: run.rows.read, send: run.rows.send })}</p>
            <Link isStandalone onPress={() => onOpenRun(run.run)}>
              {t("last-open")}
            </Link>
          </>
        ) : !isPractice ? (
          <p className={text}>{t("last-none")}</p>
        ) : (
          <>
            <p className={text}>{t("practice-text")}</p>
            <Link isStandalone onPress={onConnect} data-testid="connect">
              {t("practice-connect")}
            </Link>
          </>
        )}
      </div>
      <Disclosure isQuiet size="S" styles={style({ marginTop: 12 })}>
        <DisclosureTitle>{t("export-title")}</DisclosureTitle>
        <DisclosurePanel>
          <ol className={style({ font: "ui", margin: 0, paddingStart: 20, display: "flex", flexDirection: "column", gap: 4 })}>
            <li>{t("export-step-1")}</li>
            <li>{t("export-step-2")}</li>
            <li>{t("export-step-3")}</li>
          </ol>
        </DisclosurePanel>
      </Disclosure>
    </>
  );
}
