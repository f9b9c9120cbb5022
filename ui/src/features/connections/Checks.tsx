/** A test of a connection: its sum in words, told to screen readers, and the four ticks. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../components/Trouble";
import type { AccessCheck } from "../../generated/AccessCheck";
import { useWords } from "../../i18n";
import { AccessSteps } from "./AccessSteps";
import type { Remedy } from "./remedy";
import type { Tested } from "./tested";

interface ChecksProps {
  trial: Tested;
  remedies: Partial<Record<Remedy, () => void>>;
  /** Says nothing before the first test. */
  isCompact?: boolean;
}

export function passed(check: AccessCheck): number {
  return check.steps.filter(({ state }) => state === "good" || state === "likely").length;
}

/** The steps that are known, and where they were tried. */
function known(trial: Tested) {
  if (trial.is === "done") return trial.check;
  return trial.is === "busy" ? trial : { steps: [], sandbox: "" };
}

export function Checks({ trial, remedies, isCompact = false }: ChecksProps) {
  const t = useWords();
  const sum = trial.is === "busy" ? t("access-busy") : trial.is === "done" ? t("access-sum", { count: passed(trial.check) }) : "";
  const { steps, sandbox } = known(trial);
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 12 })}>
      <div aria-live="polite" data-testid="access-sum" className={style({ font: "title", minHeight: { default: 20, isCompact: 0 } })({ isCompact })}>
        {sum}
      </div>
      {trial.is === "failed" && <Trouble failure={trial.failure} />}
      {(trial.is !== "none" || !isCompact) && trial.is !== "failed" && <AccessSteps steps={steps} sandbox={sandbox} remedies={remedies} />}
    </div>
  );
}
