/** The four phases of an upload, in a row. A phase that begins is spoken, its numbers are not. */
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Circle from "@react-spectrum/s2/icons/Circle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Phase } from "../../generated/Phase";
import type { Progress } from "../../generated/Progress";
import { useWords } from "../../i18n";
import { wordId } from "../../i18n/words";

const ORDER: Phase[] = ["checking", "sending", "processing", "profiles"];
const LATER: Record<Phase, string> = { checking: "phase-first", sending: "", processing: "phase-usually", profiles: "phase-lookup" };

type State = "done" | "now" | "next";

const strip = style({ height: 4, borderRadius: "full", backgroundColor: { state: { done: "positive-800", now: "accent-800", next: "gray-200" } } });
const name = style({ font: "title-sm", color: { default: "title", state: { next: "neutral-subdued" } } });

export function Phases({ progress }: { progress: Progress | null }) {
  const t = useWords();
  const now = ORDER.indexOf(progress?.phase ?? "checking");
  const current = ORDER[now] ?? "checking";
  return (
    <>
      <p role="status" className={style({ position: "absolute", width: "[1px]", height: "[1px]", overflow: "hidden", margin: 0, clipPath: "[inset(50%)]" })}>
        {t(wordId("phase", current))}
      </p>
      <ol className={style({ listStyleType: "none", margin: 0, padding: 0, paddingTop: 20, display: "grid", gridTemplateColumns: ["1fr", "1fr", "1fr", "1fr"], columnGap: 24 })}>
        {ORDER.map((phase, index) => (
          <PhaseItem key={phase} phase={phase} state={index < now ? "done" : index === now ? "now" : "next"} note={noteOf(phase, index, now, progress, t)} />
        ))}
      </ol>
    </>
  );
}

function noteOf(phase: Phase, index: number, now: number, progress: Progress | null, t: ReturnType<typeof useWords>): string {
  if (index < now) return t("phase-done");
  if (index === now && phase === "sending" && progress?.parts_total) return t("phase-part", { done: Math.min(progress.parts_done + 1, progress.parts_total), total: progress.parts_total });
  if (index === now && progress && progress.rows_done > 0 && phase === "checking") return t("phase-rows", { count: progress.rows_done });
  return LATER[phase] === "" ? "" : t(LATER[phase]);
}

function PhaseItem({ phase, state, note }: { phase: Phase; state: State; note: string }) {
  const t = useWords();
  return (
    <li aria-current={state === "now" ? "step" : undefined} data-testid={state === "now" ? "run-phase" : undefined} data-phase={phase} className={style({ display: "flex", flexDirection: "column", gap: 12 })}>
      <div className={strip({ state })} />
      <div className={style({ display: "flex", gap: 8, alignItems: "start" })}>
        <span className={style({ size: 20, flexShrink: 0, display: "flex", alignItems: "center", justifyContent: "center" })}>
          {state === "done" && <CheckmarkCircle aria-label={t("phase-done")} styles={iconStyle({ size: "M", color: "positive" })} />}
          {state === "now" && <ProgressCircle aria-label={t("phase-busy")} isIndeterminate size="S" />}
          {state === "next" && <Circle styles={iconStyle({ size: "M", color: "neutral" })} />}
        </span>
        <div>
          <div className={name({ state })}>{t(wordId("phase", phase))}</div>
          <div className={style({ font: "ui", color: "neutral-subdued" })}>{note}</div>
        </div>
      </div>
    </li>
  );
}
