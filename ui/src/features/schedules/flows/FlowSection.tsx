/** What was handed over to the platform's own engine: how it stands there, its switch, its runs, and its end. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { FreshDialog } from "../../../components/FreshDialog";
import { useSay } from "../../../components/messages/messages";
import { Trouble } from "../../../components/Trouble";
import type { FlowView } from "../../../generated/FlowView";
import type { ScheduleView } from "../../../generated/ScheduleView";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../platform";
import { FlowItem } from "./FlowItem";
import { FlowRuns } from "./FlowRuns";
import type { FlowsState } from "./useFlows";

interface FlowSectionProps {
  state: FlowsState;
  schedules: ScheduleView[];
}

export function FlowSection({ state, schedules }: FlowSectionProps) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const [busy, setBusy] = useState<string | null>(null);
  const [shown, setShown] = useState<FlowView | null>(null);
  const [leaving, setLeaving] = useState<FlowView | null>(null);
  const { all, failure, isLooking, put, drop, look } = state;
  if (all.length === 0) return failure && <Trouble failure={failure} />;
  const act = (id: string, doing: Promise<void>) => {
    setBusy(id);
    doing.catch(say.failed).finally(() => setBusy(null));
  };
  const remove = ({ id, name }: FlowView) =>
    act(
      id,
      platform.deleteFlow(id).then(() => {
        drop(id);
        say.done(t("flow-deleted", { name }));
      }),
    );
  const landing = schedules.filter(({ schedule }) => schedule.destination.flow === leaving?.id).map(({ schedule }) => schedule.name);
  return (
    <section aria-label={t("flows-title")} data-testid="flows" className={style({ paddingTop: 32 })}>
      <div className={style({ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 16 })}>
        <h2 className={style({ font: "heading-sm", margin: 0 })}>{t("flows-title")}</h2>
        <ActionButton isQuiet isPending={isLooking} onPress={look} data-testid="flows-look">
          {t("flows-look")}
        </ActionButton>
      </div>
      {failure && <Trouble failure={failure} />}
      <ul className={style({ listStyleType: "none", margin: 0, padding: 0 })}>
        {all.map((flow) => (
          <FlowItem
            key={flow.id}
            flow={flow}
            isBusy={busy === flow.id}
            onTurn={(on) => act(flow.id, platform.switchFlow(flow.id, on).then(put))}
            onAct={(what) => (what === "runs" ? setShown(flow) : setLeaving(flow))}
          />
        ))}
      </ul>
      <FreshDialog onDismiss={() => setShown(null)}>{shown && <FlowRuns flow={shown} onClose={() => setShown(null)} />}</FreshDialog>
      <DialogContainer onDismiss={() => setLeaving(null)}>
        {leaving && (
          <AlertDialog variant="destructive" title={t("flow-delete-title", { name: leaving.name })} primaryActionLabel={t("flow-delete-yes")} cancelLabel={t("cancel")} onPrimaryAction={() => remove(leaving)} onCancel={() => setLeaving(null)}>
            {t("flow-delete-text", { dataset: leaving.target.dataset_name })} {landing.length > 0 && t("flow-delete-schedules", { count: landing.length, names: landing.join(", ") })}
          </AlertDialog>
        )}
      </DialogContainer>
    </section>
  );
}
