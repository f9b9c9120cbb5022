/** A test of a connection: its sum in words, told to screen readers, and the four ticks. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../components/Trouble";
import type { AccessCheck } from "../../generated/AccessCheck";
import type { Failure } from "../../generated/Failure";
import { useWords } from "../../i18n";
import { AccessSteps } from "./AccessSteps";
import type { Remedy } from "./remedy";

export type Tested = { is: "none" } | { is: "busy" } | { is: "done"; check: AccessCheck } | { is: "failed"; failure: Failure };

interface ChecksProps {
  trial: Tested;
  remedies: Partial<Record<Remedy, () => void>>;
  /** Says nothing before the first test. */
  isCompact?: boolean;
}

export function passed(check: AccessCheck): number {
  return check.steps.filter(({ state }) => state === "good" || state === "likely").length;
}

export function Checks({ trial, remedies, isCompact = false }: ChecksProps) {
  const t = useWords();
  const sum = trial.is === "busy" ? t("access-busy") : trial.is === "done" ? t("access-sum", { count: passed(trial.check) }) : "";
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 12 })}>
      <div aria-live="polite" data-testid="access-sum" className={style({ font: "title", minHeight: { default: 20, isCompact: 0 } })({ isCompact })}>
        {sum}
      </div>
      {trial.is === "failed" && <Trouble failure={trial.failure} />}
      {(trial.is !== "none" || !isCompact) && trial.is !== "failed" && <AccessSteps check={trial.is === "done" ? trial.check : null} isBusy={trial.is === "busy"} remedies={remedies} />}
    </div>
  );
}
