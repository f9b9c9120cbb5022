/** How the last slot of a schedule went, leading to its run. */
import { Link } from "@react-spectrum/s2/Link";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { toneOf } from "../../components/RunStatus";
import type { ScheduleView } from "../../generated/ScheduleView";
import type { SlotView } from "../../generated/SlotView";
import { useWords } from "../../i18n";
import { useMoments } from "../../i18n/moments";
import { useBecause } from "../../i18n/schedule";
import { wordId } from "../../i18n/words";

const line = style({ font: "ui", color: "neutral-subdued", paddingStart: 16, marginTop: 4, overflowWrap: "anywhere" });

export function LastRun({ view, onOpenRun }: { view: ScheduleView; onOpenRun(run: string): void }) {
  const t = useWords();
  const moments = useMoments();
  const words = useLastWords();
  const { will, last, enabled } = view;
  // What is held says so already.
  if (will.state === "held") return null;
  const run = last?.runs.at(-1);
  return (
    <>
      {!enabled && <div className={line}>{t("schedule-since", { date: moments.dayAt(view.changed) })}</div>}
      <div className={line} data-testid="last-run" data-state={last?.state}>
        {!last && t("last-run-none")}
        {last &&
          (run === undefined ? (
            words(last)
          ) : (
            <Link isStandalone isQuiet variant="secondary" onPress={() => onOpenRun(run)}>
              {words(last)}
            </Link>
          ))}
      </div>
      {last && last.added.length > 0 && (
        <div className={line} data-testid="last-added">
          {t("last-run-added", { columns: moments.list(last.added) })}
        </div>
      )}
    </>
  );
}

function useLastWords() {
  const t = useWords();
  const moments = useMoments();
  const because = useBecause();
  return ({ at, state, ended, tried, reason }: SlotView): string => {
    const when = moments.at(at);
    if (state === "tried" && tried) return t("last-run-tried", { send: tried.rows.send, when });
    if (state !== "done") return t("last-run-not", { state: t(wordId("slot", state)), when, why: reason ? because(reason) : "" }).trim();
    if (!ended) return t("last-run-done", { when });
    return toneOf(ended.status) === "negative" ? t("last-run-failed", { when }) : t("last-run-sent", { sent: ended.sent, when });
  };
}
