/** Uploads that repeat: whether they will run, by name or by day. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { SegmentedControl, SegmentedControlItem } from "@react-spectrum/s2/SegmentedControl";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef, useState } from "react";
import { FreshDialog } from "../../components/FreshDialog";
import { Page, panel } from "../../components/Page";
import { useAccentKey } from "../../components/useAccentKey";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { ScheduleView } from "../../generated/ScheduleView";
import { useWords } from "../../i18n";
import { useMoments } from "../../i18n/moments";
import { useProblemWords } from "../../i18n/problem";
import { BackgroundLine } from "./BackgroundLine";
import { CalendarView } from "./calendar/CalendarView";
import { ScheduleDialog } from "./dialog/ScheduleDialog";
import { FlowSection } from "./flows/FlowSection";
import { useFlows } from "./flows/useFlows";
import { HeldDialog } from "./HeldDialog";
import { PauseAll } from "./PauseAll";
import type { Act } from "./ScheduleItem";
import { ScheduleList } from "./ScheduleList";
import { useActions, type Actions } from "./useActions";
import { useKeep } from "./useKeep";
import { useOpening, type Opening } from "./useOpening";
import type { SchedulesState } from "./useSchedules";
import type { Wanted } from "./wanted";
import type { Remedy } from "./WillLine";

interface SchedulesPageProps {
  isShown: boolean;
  schedules: SchedulesState;
  connections: ConnectionView[];
  /** Where uploads go now. */
  current: ConnectionView | null;
  wanted: Wanted | null;
  onOpenRun(run: string): void;
  onGoToConnections(): void;
}

interface Slot {
  id: string;
  local: string;
}

export function SchedulesPage({ isShown, schedules, connections, current, wanted, onOpenRun, onGoToConnections }: SchedulesPageProps) {
  const t = useWords();
  const [isCalendar, setCalendar] = useState(false);
  const [held, setHeld] = useState<Slot | null>(null);
  const { keep, question } = useKeep();
  const actions = useActions(schedules, keep);
  const opening = useOpening(current);
  const flows = useFlows(isShown);
  const { all, paused, background, put } = schedules;
  const viewOf = (id: string | null) => all.find((view) => view.id === id) ?? null;
  useWanted(wanted, schedules, opening.repeat, setHeld);
  useAccentKey(isShown, opening.create, null);
  const act = useActs(actions, opening);
  const mend = (view: ScheduleView, remedy: Remedy) => {
    if (remedy === "held" && view.will.state === "held") setHeld({ id: view.id, local: view.will.slot });
    else if (remedy === "switch-on") actions.turn(view, true);
    else if (remedy === "resume-all") actions.resume();
    else if (remedy === "start") actions.startWithComputer(true);
    else if (remedy === "choose-file" || remedy === "choose-folder") actions.chooseSource(view);
    else if (remedy === "connections") onGoToConnections();
    else opening.open(view.id, view.schedule);
  };
  const heldView = held && viewOf(held.id);
  return (
    <main className={panel}>
      <Page
        title={t("schedules-title")}
        actions={
          <>
            <SegmentedControl aria-label={t("schedules-view")} selectedKey={isCalendar ? "calendar" : "list"} onSelectionChange={(key) => setCalendar(key === "calendar")}>
              <SegmentedControlItem id="list">{t("schedules-list")}</SegmentedControlItem>
              <SegmentedControlItem id="calendar">{t("schedules-calendar")}</SegmentedControlItem>
            </SegmentedControl>
            <PauseAll paused={paused} isDisabled={all.length === 0} onPause={actions.pause} onResume={actions.resume} />
            <Button variant="accent" onPress={opening.create} data-testid="new-schedule">
              {t("schedules-new")}
            </Button>
          </>
        }
      >
        <Notices schedules={schedules} />
        {schedules.is === "there" &&
          (isCalendar ? (
            <CalendarView round={all} onOpenRun={onOpenRun} onHeld={setHeld} />
          ) : (
            <ScheduleList all={all} onNew={opening.create} onTurn={actions.turn} onAct={act} onRemedy={mend} onOpenRun={onOpenRun} />
          ))}
        {schedules.is === "there" && !isCalendar && all.length > 0 && background && <BackgroundLine background={background} onStart={actions.startWithComputer} onTimer={actions.setTimer} />}
        {!isCalendar && <FlowSection state={flows} schedules={all} />}
        {opening.edit && (
          <ScheduleDialog
            view={viewOf(opening.edit.id)}
            start={opening.edit.start}
            choices={opening.edit.choices}
            connections={connections}
            background={background}
            flows={flows.all}
            tests={opening.edit.tests}
            onKept={(view) => (put(view), opening.close())}
            onMade={flows.put}
            onClose={opening.close}
          />
        )}
        <FreshDialog onDismiss={() => setHeld(null)}>
          {held && heldView && (
            <HeldDialog
              view={heldView}
              local={held.local}
              onDecided={(view) => (put(view), setHeld(null))}
              onEdit={() => {
                setHeld(null);
                opening.open(heldView.id, heldView.schedule);
              }}
              onClose={() => setHeld(null)}
            />
          )}
        </FreshDialog>
        {question}
      </Page>
    </main>
  );
}

function Notices({ schedules: { paused, failure } }: { schedules: SchedulesState }) {
  const t = useWords();
  const moments = useMoments();
  const problem = useProblemWords();
  return (
    <>
      {failure && (
        <InlineAlert variant="negative" data-testid="problem">
          <Heading>{t("error-title")}</Heading>
          <Content>{problem(failure.problem)}</Content>
        </InlineAlert>
      )}
      {paused && (
        <p role="status" data-testid="paused" className={style({ font: "ui", margin: 0, paddingBottom: 8 })}>
          {paused.until === null ? t("schedules-paused") : t("schedules-paused-until", { until: moments.at(paused.until) })}
        </p>
      )}
    </>
  );
}

function useActs(actions: Actions, opening: Opening) {
  const t = useWords();
  return (view: ScheduleView, act: Act) => {
    const { id, schedule } = view;
    if (act === "run") actions.run(view);
    else if (act === "remove") actions.remove(view);
    else if (act === "duplicate") opening.open(null, { ...schedule, name: t("schedule-copy-of", { name: schedule.name }) });
    else opening.open(id, schedule, act === "test");
  };
}

/** Each wish is followed once. */
function useWanted(wanted: Wanted | null, { is, all }: SchedulesState, repeat: (run: string) => void, look: (slot: Slot) => void) {
  const taken = useRef<Wanted | null>(null);
  useEffect(() => {
    // Which slot waits is known with the schedules.
    if (!wanted || wanted === taken.current || (wanted.is === "schedule" && is === "coming")) return;
    taken.current = wanted;
    if (wanted.is === "repeat") return repeat(wanted.run);
    if (wanted.is === "held") return look({ id: wanted.id, local: wanted.local });
    const will = all.find(({ id }) => id === wanted.id)?.will;
    if (will?.state === "held") look({ id: wanted.id, local: will.slot });
  }, [wanted, is, all, repeat, look]);
}
