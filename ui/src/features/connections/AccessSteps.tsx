/** The four ticks: what works, what stands in the way, and what to do about it. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Circle from "@react-spectrum/s2/icons/Circle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { AccessReason } from "../../generated/AccessReason";
import type { AccessState } from "../../generated/AccessState";
import type { AccessStep } from "../../generated/AccessStep";
import type { AccessStepName } from "../../generated/AccessStepName";
import type { Said } from "../../generated/Said";
import { CopyText } from "../../components/CopyText";
import { useWords } from "../../i18n";
import { wordId } from "../../i18n/words";
import { remedyOf, type Remedy } from "./remedy";

const NAMES: AccessStepName[] = ["token", "sandbox", "schema", "dataset"];

interface AccessStepsProps {
  /** What is known; a step that is missing waits. */
  steps: AccessStep[];
  /** The sandbox that is tried. */
  sandbox: string;
  /** What can be done from here; a remedy that is missing stands in words only. */
  remedies: Partial<Record<Remedy, () => void>>;
}

export function AccessSteps({ steps, sandbox, remedies }: AccessStepsProps) {
  const t = useWords();
  return (
    <ol aria-label={t("access-label")} data-testid="access-steps" className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 12 })}>
      {NAMES.map((name) => {
        const step = steps.find((known) => known.name === name);
        return (
          <li key={name} data-step={name} data-state={step?.state ?? "waits"} className={style({ display: "grid", gridTemplateColumns: [20, "minmax(0, 1fr)"], columnGap: 12, alignItems: "start" })}>
            <TickIcon state={step?.state ?? null} />
            <div>
              <div className={style({ font: "title-sm" })}>{t(wordId("tried", name))}</div>
              {step && <Words step={step} sandbox={sandbox} />}
              {step?.reason && <Help reason={step.reason} said={step.said} remedies={remedies} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Null: its turn has not come. */
function TickIcon({ state }: { state: AccessState | null }) {
  const t = useWords();
  const words = state ? t(wordId("tick", state)) : t("access-waits");
  switch (state) {
    case "running":
      return <ProgressCircle aria-label={words} isIndeterminate size="S" />;
    case "good":
    case "likely":
      return <CheckmarkCircle aria-label={words} styles={iconStyle({ size: "M", color: "positive" })} />;
    case "bad":
      return <AlertTriangle aria-label={words} styles={iconStyle({ size: "M", color: "notice" })} />;
    case "untried":
    case null:
      return <Circle aria-label={words} styles={iconStyle({ size: "M", color: "gray" })} />;
  }
}

function Words({ step, sandbox }: { step: AccessStep; sandbox: string }) {
  const t = useWords();
  const text = style({ font: "ui", color: "neutral-subdued", marginTop: 2 });
  if (!step.reason) {
    const where = step.name === "sandbox" && step.state === "good" ? t("access-sandbox-good", { sandbox }) : t(wordId("tick", step.state));
    return <div className={text}>{where}</div>;
  }
  const what = t(wordId("access", step.reason));
  return (
    <div className={text}>
      {step.likely ? t("access-likely", { what }) : what} {t(`${wordId("access", step.reason)}-remedy`)}
    </div>
  );
}

function Help({ reason, said, remedies }: { reason: AccessReason; said: Said | null; remedies: AccessStepsProps["remedies"] }) {
  const t = useWords();
  const remedy = remedyOf(reason);
  const act = remedies[remedy];
  return (
    <div className={style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 8, marginTop: 8 })}>
      {act && (
        <ActionButton size="S" onPress={act} data-testid={`remedy-${remedy}`}>
          {t(`access-do-${remedy}`)}
        </ActionButton>
      )}
      {said && <AdobeSaid said={said} />}
    </div>
  );
}

/** Adobe's own words: a detail for support, never the explanation. */
function AdobeSaid({ said }: { said: Said }) {
  const t = useWords();
  const status = t("said-status", { status: String(said.status) });
  const lines = [said.code === null ? status : `${status} (${said.code})`, said.detail, said.request_id === null ? "" : t("said-request", { id: said.request_id })].filter((line) => line !== "");
  return (
    <Disclosure size="S" isQuiet density="compact" styles={style({ width: "full" })}>
      <DisclosureTitle>{t("said-title")}</DisclosureTitle>
      <DisclosurePanel>
        <CopyText text={lines.join("\n")} label={t("said-title")} />
      </DisclosurePanel>
    </Disclosure>
  );
}
