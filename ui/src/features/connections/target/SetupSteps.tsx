/** The steps of making something on the platform, as they go. */
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Circle from "@react-spectrum/s2/icons/Circle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { SetupStep } from "../../../generated/SetupStep";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Setup } from "./useSetup";

export function SetupSteps({ setup, steps }: { setup: Setup; steps: SetupStep[] }) {
  const t = useWords();
  if (setup.is === "idle") return null;
  return (
    <ol aria-live="polite" aria-label={t("setup-label")} data-testid="setup-steps" className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 8, font: "ui" })}>
      {steps.map((step) => {
        const state = setup.seen[step];
        const isBroken = setup.is === "failed" && state === "running";
        const word = isBroken ? t("made-failed") : state === undefined ? t("made-waits") : t(wordId("made", state));
        return (
          <li key={step} data-step={step} data-state={isBroken ? "failed" : (state ?? "waits")} className={style({ display: "flex", alignItems: "center", gap: 8 })}>
            <StepIcon is={isBroken ? "failed" : (state ?? "waits")} />
            <span>{t(wordId("setup", step))}</span>
            <span className={style({ color: "neutral-subdued", marginStart: "auto" })}>{word}</span>
          </li>
        );
      })}
    </ol>
  );
}

function StepIcon({ is }: { is: "running" | "created" | "found" | "failed" | "waits" }) {
  const t = useWords();
  switch (is) {
    case "running":
      return <ProgressCircle aria-label={t("made-running")} isIndeterminate size="S" />;
    case "created":
    case "found":
      return <CheckmarkCircle styles={iconStyle({ size: "M", color: "positive" })} />;
    case "failed":
      return <AlertTriangle styles={iconStyle({ size: "M", color: "notice" })} />;
    case "waits":
      return <Circle styles={iconStyle({ size: "M", color: "gray" })} />;
  }
}
