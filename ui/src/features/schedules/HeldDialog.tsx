/** A slot that waits for somebody: what changed, in plain words, and what can be done about it. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Trouble } from "../../components/Trouble";
import { useLoaded } from "../../components/useLoaded";
import type { Decision } from "../../generated/Decision";
import type { Failure } from "../../generated/Failure";
import type { ScheduleView } from "../../generated/ScheduleView";
import type { SlotReason } from "../../generated/SlotReason";
import { useWords } from "../../i18n";
import { useMoments } from "../../i18n/moments";
import { useBecause } from "../../i18n/schedule";
import { asFailure, usePlatform } from "../../platform";
import { HeldFacts } from "./HeldFacts";

interface HeldDialogProps {
  view: ScheduleView;
  local: string;
  onDecided(view: ScheduleView): void;
  onEdit(): void;
  onClose(): void;
}

/** What more there is to say; others have their reason alone. */
const ADVICE: Partial<Record<SlotReason["code"], string>> = {
  column_renamed: "held-renamed",
  columns_gone: "held-gone",
  question: "held-question",
  too_many_rejected: "held-rejected",
  too_few_rows: "held-few",
  older_file: "held-older",
  asks: "held-asks",
  stopped: "held-stopped",
};

function runWord(reason: SlotReason): string {
  if (reason.code === "asks") return "held-run-now";
  return reason.code === "stopped" ? "held-run-again" : "held-run";
}

export function HeldDialog({ view, local, onDecided, onEdit, onClose }: HeldDialogProps) {
  const t = useWords();
  const platform = usePlatform();
  const moments = useMoments();
  const because = useBecause();
  const [deciding, setDeciding] = useState<"no" | Decision["do"] | Failure>("no");
  const known = view.will.state === "held" && view.will.slot === local ? view.will.reason : null;
  const day = local.slice(0, 10);
  const [slots] = useLoaded(known ? null : `${view.id} ${local}`, () => platform.slots(day, day));
  const found = slots.is === "there" ? slots.value.find((slot) => slot.schedule === view.id && slot.local === local && slot.state === "held") : undefined;
  const reason = known ?? found?.reason ?? null;
  const isOver = known === null && slots.is !== "coming" && reason === null;
  const decide = (decision: Decision) => {
    setDeciding(decision.do);
    platform.decideSlot(view.id, local, decision).then(onDecided, (why: unknown) => setDeciding(asFailure(why)));
  };
  const isBusy = typeof deciding === "string" && deciding !== "no";
  const renamed = reason?.code === "column_renamed" ? reason.params : null;
  const needsMapping = reason?.code === "columns_gone" || reason?.code === "question";
  const advice = reason ? ADVICE[reason.code] : undefined;
  return (
    <Dialog size="L" data-testid="held">
      <Heading slot="title">{t("held-title", { name: view.schedule.name })}</Heading>
      <Content>
        <div className={style({ font: "body", display: "flex", flexDirection: "column", gap: 16 })}>
          <span className={style({ font: "ui", color: "neutral-subdued" })}>{t("held-when", { when: moments.atWall(local, view.schedule.when.zone) })}</span>
          {isOver && <span>{t("held-over")}</span>}
          {reason && (
            <>
              <span data-testid="held-reason">
                {because(reason)} <b className={style({ fontWeight: "bold" })}>{t("held-nothing-sent")}</b>
              </span>
              <HeldFacts reason={reason} />
              {advice !== undefined && <span>{t(advice)}</span>}
            </>
          )}
          {typeof deciding !== "string" && <Trouble failure={deciding} />}
        </div>
      </Content>
      <ButtonGroup>
        {!reason && (
          <Button variant="secondary" onPress={onClose}>
            {t("close")}
          </Button>
        )}
        {reason && (
          <Button variant="secondary" fillStyle="outline" isDisabled={isBusy} onPress={() => decide({ do: "dismiss" })} data-testid="held-leave">
            {t("held-leave")}
          </Button>
        )}
        {/* Without its column the file cannot be sent as it is. */}
        {reason && !renamed && !needsMapping && (
          <Button variant="accent" isPending={deciding === "run"} isDisabled={isBusy} onPress={() => decide({ do: "run" })} data-testid="held-run">
            {t(runWord(reason))}
          </Button>
        )}
        {needsMapping && (
          <Button variant="accent" isDisabled={isBusy} onPress={onEdit} data-testid="held-edit">
            {t("held-edit")}
          </Button>
        )}
        {renamed && (
          <Button variant="accent" isPending={deciding === "rename"} isDisabled={isBusy} onPress={() => decide({ do: "rename", ...renamed })} data-testid="held-rename">
            {t("held-rename")}
          </Button>
        )}
      </ButtonGroup>
    </Dialog>
  );
}
