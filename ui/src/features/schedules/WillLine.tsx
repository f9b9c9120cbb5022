/** Whether a schedule will run, in a colour and words; why not, and the one button that mends it. */
import { Button } from "@react-spectrum/s2/Button";
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import type { ScheduleView } from "../../generated/ScheduleView";
import type { Will } from "../../generated/Will";
import type { WillNot } from "../../generated/WillNot";
import { useWords } from "../../i18n";
import { useMoments } from "../../i18n/moments";
import { useBecause } from "../../i18n/schedule";
import { wordId } from "../../i18n/words";
import type { Tone } from "../../components/RunStatus";

/** What the button leads to. */
export type Remedy = "held" | "switch-on" | "resume-all" | "start" | "choose-file" | "choose-folder" | "destination" | "connections" | "times";

const REMEDIES: Record<WillNot["code"], Remedy> = {
  switched_off: "switch-on",
  paused: "resume-all",
  nothing_starts: "start",
  file_gone: "choose-file",
  folder_gone: "choose-folder",
  connection_gone: "destination",
  secret_gone: "connections",
  keychain_shut: "connections",
  never_again: "times",
};

/** Somebody wished it so: nothing to mend. */
const WISHED = new Set<WillNot["code"]>(["switched_off", "paused"]);

export function toneOfWill(will: Will): Tone {
  switch (will.state) {
    case "run":
      return "positive";
    case "running":
      return "informative";
    case "held":
      return "notice";
    case "not":
      return WISHED.has(will.why.code) ? "neutral" : "notice";
  }
}

export function useWillWords() {
  const t = useWords();
  const moments = useMoments();
  return (will: Will): string => {
    switch (will.state) {
      case "run":
        return t("will-run", { when: moments.at(will.at) });
      case "running":
        return t("will-running");
      case "held":
        return t("will-held");
      case "not": {
        const { why } = will;
        const params = why.code === "paused" ? { until: why.params.until === null ? "none" : moments.at(why.params.until) } : (why.params as Record<string, string>);
        return t(wordId("willnot", why.code), { ...params });
      }
    }
  };
}

const under = style({ font: "ui", color: "neutral-subdued", paddingStart: 16, marginTop: 4, overflowWrap: "anywhere" });

interface WillLineProps {
  view: ScheduleView;
  /** Stands before the button. */
  children: ReactNode;
  onRemedy(remedy: Remedy): void;
}

export function WillLine({ view, children, onRemedy }: WillLineProps) {
  const t = useWords();
  const words = useWillWords();
  const because = useBecause();
  const { will } = view;
  const remedy = will.state === "held" ? "held" : will.state === "not" ? REMEDIES[will.why.code] : null;
  const label = will.state === "held" ? (will.reason.code === "column_renamed" ? "remedy-look-change" : "remedy-look") : `remedy-${remedy ?? ""}`;
  return (
    <>
      <div className={style({ display: "flex", alignItems: "center", minHeight: 24 })}>
        <StatusLight variant={toneOfWill(will)} data-testid="will" data-state={will.state}>
          {words(will)}
        </StatusLight>
      </div>
      {will.state === "held" && (
        <div className={under}>
          {because(will.reason)} {t("sent-nothing")}
        </div>
      )}
      {will.state === "run" && will.dry_run && <div className={under}>{t("will-run-dry")}</div>}
      {children}
      {remedy && (
        <div className={style({ paddingStart: 16, marginTop: 8 })}>
          <Button size="S" variant="secondary" fillStyle="outline" onPress={() => onRemedy(remedy)} data-testid="remedy">
            {t(label)}
          </Button>
        </div>
      )}
    </>
  );
}
