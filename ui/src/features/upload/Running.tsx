/** An upload under way: four phases, and figures only where they are true. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { Button } from "@react-spectrum/s2/Button";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { ProgressBar } from "@react-spectrum/s2/ProgressBar";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Figure } from "../../components/Figure";
import { Page, push } from "../../components/Page";
import { PlaceBadge } from "../../components/PlaceBadge";
import type { Progress } from "../../generated/Progress";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { wordId } from "../../i18n/words";
import { Phases } from "./Phases";
import type { Flow } from "./flow";

interface RunningProps {
  flow: Flow & { at: "running" };
  onCancel(): void;
}

export function Running({ flow, onCancel }: RunningProps) {
  const t = useWords();
  const [isAsking, setAsking] = useState(false);
  const { progress, target } = flow;
  return (
    <Page
      title={t("running-title")}
      sub={
        target && (
          <>
            <span>{t("running-to", { name: flow.name })}</span>
            <b className={style({ fontWeight: "bold", color: "neutral" })}>{target.dataset_name}</b>
            <PlaceBadge place={target.place} />
          </>
        )
      }
      footer={
        <>
          <span className={style({ font: "ui", color: "neutral-subdued" })}>{t("running-close")}</span>
          <span className={push} />
          <Button variant="secondary" isDisabled={flow.isCancelling || flow.run === null} onPress={() => setAsking(true)}>
            {t(flow.isCancelling ? "running-cancelling" : "running-cancel")}
          </Button>
        </>
      }
    >
      <Phases progress={progress} />
      {progress?.waiting && (
        <InlineAlert variant="notice" styles={style({ marginTop: 24 })}>
          <Heading>{t("running-processing")}</Heading>
          <Content>{t(wordId("waiting", progress.waiting))}</Content>
        </InlineAlert>
      )}
      {progress && <Now progress={progress} />}
      <DialogContainer onDismiss={() => setAsking(false)}>
        {isAsking && (
          <AlertDialog variant="destructive" title={t("running-cancel-title")} primaryActionLabel={t("running-cancel-yes")} cancelLabel={t("running-cancel-no")} onPrimaryAction={onCancel}>
            {t(progress?.cancellable === false ? "running-cancel-late" : "running-cancel-text")}
          </AlertDialog>
        )}
      </DialogContainer>
    </Page>
  );
}

function Now({ progress }: { progress: Progress }) {
  return progress.phase === "checking" || progress.phase === "sending" ? <Counting progress={progress} /> : <Waiting progress={progress} />;
}

const large = style({ font: "heading-3xl", fontVariantNumeric: "tabular-nums" });
const beside = style({ font: "body-xl", color: "neutral-subdued" });
const figures = style({ marginTop: 40, display: "flex", columnGap: 64, rowGap: 24, flexWrap: "wrap" });

function Counting({ progress }: { progress: Progress }) {
  const t = useWords();
  const format = useFormat();
  const isSending = progress.phase === "sending";
  const total = progress.rows_total;
  const words = isSending && total !== null ? t("running-sent", { total }) : t("running-read");
  // The check does not know its rows before the end, but it knows the file's bytes.
  const share = isSending && total !== null ? progress.rows_done / Math.max(total, 1) : progress.bytes_total !== null ? progress.bytes_done / Math.max(progress.bytes_total, 1) : null;
  const bytes = isSending ? (progress.bytes_total !== null ? t("running-bytes-of", { total: format.size(progress.bytes_total) }) : t("running-bytes")) : t("running-bytes-read");
  const speed = progress.elapsed_ms > 1000 ? Math.round((progress.rows_done * 1000) / progress.elapsed_ms) : null;
  return (
    <>
      <div className={style({ marginTop: 64 })}>
        <div className={style({ display: "flex", alignItems: "baseline", gap: 12, marginBottom: 16, flexWrap: "wrap" })}>
          <span className={large}>{format.count(progress.rows_done)}</span>
          <span className={beside}>{words}</span>
        </div>
        {share !== null && <ProgressBar aria-label={words} value={Math.min(share, 1) * 100} size="L" styles={style({ width: "full", maxWidth: "none" })} />}
      </div>
      <div className={figures}>
        {speed !== null && <Figure value={format.count(speed)} label={t("running-speed")} />}
        <Figure value={format.size(progress.bytes_done)} label={bytes} />
        <Figure value={format.duration(progress.elapsed_ms)} label={t("running-elapsed")} />
      </div>
    </>
  );
}

function Waiting({ progress }: { progress: Progress }) {
  const t = useWords();
  const format = useFormat();
  const id = progress.phase === "processing" ? "running-processing" : "running-profiles";
  return (
    <div className={style({ marginTop: 64 })}>
      <div className={style({ font: "heading-xl" })}>{t(id)}</div>
      <p className={style({ font: "body", color: "neutral-subdued", margin: 0, marginTop: 8 })}>{t(`${id}-text`)}</p>
      <div className={figures}>
        <Figure value={format.duration(progress.elapsed_ms)} label={t("running-elapsed")} />
      </div>
    </div>
  );
}
