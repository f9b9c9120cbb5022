/** A schedule as a sentence that is clicked together, beside what comes of it. Nothing that was changed is lost by Escape. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog, DialogContainer } from "@react-spectrum/s2/Dialog";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef, useState } from "react";
import { Trouble } from "../../../components/Trouble";
import type { Background } from "../../../generated/Background";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { FlowView } from "../../../generated/FlowView";
import type { MappingChoice } from "../../../generated/MappingChoice";
import type { Schedule } from "../../../generated/Schedule";
import type { ScheduleView } from "../../../generated/ScheduleView";
import { useWords } from "../../../i18n";
import { useKeep } from "../useKeep";
import { Ahead } from "./Ahead";
import { ConditionLines } from "./ConditionLines";
import { DestinationLine } from "./DestinationLine";
import type { Part } from "./faults";
import { Fault, Line } from "./Line";
import { MappingLine } from "./MappingLine";
import { RunOnLines } from "./RunOnLines";
import { SourceLine } from "./SourceLine";
import { TellLines } from "./TellLines";
import { TryPanel } from "./TryPanel";
import { useDestinations } from "./useDestinations";
import { useDraft } from "./useDraft";
import { useHandover } from "./useHandover";
import { useTry } from "./useTry";
import { WhenLine } from "./WhenLine";

interface ScheduleDialogProps {
  /** The schedule that is changed; without one it is new. */
  view: ScheduleView | null;
  /** What it begins with. */
  start: Schedule;
  choices: MappingChoice[];
  connections: ConnectionView[];
  background: Background | null;
  /** The dataflows that are known. */
  flows: FlowView[];
  /** Is tested as soon as it is open. */
  tests: boolean;
  onKept(view: ScheduleView): void;
  /** A dataflow is there; its schedule may not be. */
  onMade(flow: FlowView): void;
  onClose(): void;
}

const columns = style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 880px)": ["minmax(0, 1fr)", 240] }, columnGap: 32, rowGap: 24, paddingTop: 4 });

/** To the field that somebody has to look at. */
function reveal(part: Part) {
  const line = document.querySelector<HTMLElement>(`[role=dialog] [data-part=${part}]`);
  line?.scrollIntoView({ block: "nearest" });
  line?.querySelector<HTMLElement>("input, button, [tabindex]")?.focus();
}

export function ScheduleDialog({ view, start, choices, connections, background, flows, tests, onKept, onMade, onClose }: ScheduleDialogProps) {
  const t = useWords();
  const id = view?.id ?? null;
  const keeping = useKeep();
  // Where another system lands the files, nothing is left for a schedule to do.
  const handover = useHandover(start, keeping, onMade, onClose);
  const draft = useDraft(id, start, handover.keep, onKept, reveal);
  const { trial, begin, stop } = useTry(id);
  const destinations = useDestinations(connections, start.destination, view?.place ?? null);
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => (draft.isChanged || handover.isChanged ? setLeaving(true) : onClose());
  useOnce(tests, () => begin(start));
  const { schedule } = draft;
  const isAlone = handover.isThere && handover.lands === "elsewhere";
  const flow = flows.find((one) => one.id === schedule.destination.flow)?.name ?? null;
  return (
    <>
      <DialogContainer onDismiss={leave}>
        <Dialog size="XL" data-testid="schedule-dialog">
          <Heading slot="title">{view ? view.schedule.name : t("edit-new")}</Heading>
          <Content>
            <div className={columns}>
              <div className={style({ display: "flex", flexDirection: "column", gap: 12, minWidth: 0 })}>
                <Line word={t("edit-name")} part="name" fault={draft.faultOf("name")}>
                  <TextField autoFocus={view === null} aria-label={t("edit-name")} value={schedule.name} onChange={(name) => draft.change("name", { name })} maxLength={100} autoComplete="off" isInvalid={draft.faultOf("name") !== null} styles={style({ width: 288 })} data-testid="schedule-name" />
                </Line>
                <SourceLine draft={draft} />
                <MappingLine draft={draft} kept={start} choices={choices} />
                <DestinationLine draft={draft} choices={destinations} isThere={handover.isThere} />
                <RunOnLines id={id} draft={draft} handover={handover} flow={flow} />
                {!isAlone && <WhenLine draft={draft} />}
                {!isAlone && <ConditionLines draft={draft} />}
                {!isAlone && background?.tells === true && <TellLines draft={draft} keyOf={view && view.schedule.tell.webhook !== null ? view.id : null} />}
                <div data-part="all">
                  <Fault fault={draft.faultOf("all")} />
                </div>
                {draft.failure && <Trouble failure={draft.failure}>{handover.made && t("flow-made-not-kept", { name: handover.made.name })}</Trouble>}
              </div>
              <div className={style({ position: { default: "static", "@media (min-width: 880px)": "sticky" }, top: 0, alignSelf: "start" })}>
                {!isAlone && <Ahead preview={draft.preview} zone={schedule.when.zone} background={background} />}
                <TryPanel trial={trial} onStop={stop} />
              </div>
            </div>
          </Content>
          <ButtonGroup>
            <Button variant="secondary" fillStyle="outline" isDisabled={trial.is === "busy"} onPress={() => begin(schedule)} data-testid="schedule-try">
              {t("edit-test")}
            </Button>
            <Button variant="secondary" onPress={leave} data-testid="schedule-cancel">
              {t("cancel")}
            </Button>
            <Button variant="accent" isPending={draft.isSaving} onPress={draft.save} data-testid="schedule-save">
              {t(isAlone ? "edit-save-flow" : "edit-save")}
            </Button>
          </ButtonGroup>
        </Dialog>
      </DialogContainer>
      <DialogContainer onDismiss={() => setLeaving(false)}>
        {isLeaving && (
          <AlertDialog variant="destructive" title={t("edit-leave-title")} primaryActionLabel={t("edit-leave-yes")} cancelLabel={t("edit-leave-no")} onPrimaryAction={onClose} onCancel={() => setLeaving(false)}>
            {t("edit-leave-text")}
          </AlertDialog>
        )}
      </DialogContainer>
      {keeping.question}
    </>
  );
}

/** React starts effects twice while developing; a test is started once. */
function useOnce(isWanted: boolean, act: () => void) {
  const isDone = useRef(false);
  useEffect(() => {
    if (!isWanted || isDone.current) return;
    isDone.current = true;
    act();
  });
}
