/** One dataflow of the list. */
import { ActionMenu, MenuItem } from "@react-spectrum/s2/ActionMenu";
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import { Switch } from "@react-spectrum/s2/Switch";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../../components/PlaceBadge";
import type { Tone } from "../../../components/RunStatus";
import type { FlowStanding } from "../../../generated/FlowStanding";
import type { FlowView } from "../../../generated/FlowView";
import { useWords } from "../../../i18n";
import { useMoments } from "../../../i18n/moments";
import { wordId } from "../../../i18n/words";
import { row, state, under } from "../row";
import { useRunWords } from "./useRunWords";

export type FlowAct = "runs" | "delete";
const ACTS: FlowAct[] = ["runs", "delete"];

const TONES: Record<FlowStanding, Tone> = {
  on: "positive",
  off: "neutral",
  waits: "informative",
  unfinished: "notice",
  gone: "negative",
  unasked: "neutral",
  unreached: "notice",
};

interface FlowItemProps {
  flow: FlowView;
  isBusy: boolean;
  onTurn(on: boolean): void;
  onAct(act: FlowAct): void;
}

export function FlowItem({ flow, isBusy, onTurn, onAct }: FlowItemProps) {
  const t = useWords();
  const { name, standing, every, target, lands, folder } = flow;
  const isTurnable = standing === "on" || standing === "off";
  const how = t(`flow-every-${every.unit}`, "count" in every ? { count: every.count } : {});
  return (
    <li className={row} data-testid="flow" data-flow={flow.id} data-standing={standing}>
      <div>
        <div className={style({ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" })}>
          <h3 className={style({ font: "title", margin: 0, overflowWrap: "anywhere" })}>{name}</h3>
          <PlaceBadge place={target.place} />
        </div>
        <div className={under}>{t("flow-sentence", { every: how, dataset: target.dataset_name })}</div>
        {lands === "elsewhere" && (
          <div className={under} data-testid="flow-folder">
            {t("flow-folder", { folder })}
          </div>
        )}
      </div>
      <div className={state}>
        <div className={style({ display: "flex", alignItems: "center", minHeight: 24 })}>
          <StatusLight variant={TONES[standing]}>{t(wordId("flow-standing", standing))}</StatusLight>
        </div>
        <LastFlowRun flow={flow} />
      </div>
      <div className={style({ display: "flex", alignItems: "center", height: 24 })}>
        <Switch aria-label={t("flow-on", { name })} isSelected={standing === "on"} isDisabled={isBusy || !isTurnable} onChange={onTurn} data-testid="flow-switch" />
      </div>
      <div className={style({ marginTop: -4 })}>
        <ActionMenu isQuiet aria-label={t("schedule-more", { name })} isDisabled={isBusy} data-testid="flow-more" onAction={(key) => onAct(key as FlowAct)}>
          {ACTS.map((act) => (
            <MenuItem key={act} id={act}>
              {t(`flow-act-${act}`)}
            </MenuItem>
          ))}
        </ActionMenu>
      </div>
    </li>
  );
}

/** The last that took something; it looks more often than files come. */
function LastFlowRun({ flow }: { flow: FlowView }) {
  const t = useWords();
  const moments = useMoments();
  const words = useRunWords();
  const last = flow.runs.find((run) => run.files !== 0 || run.status === "failed") ?? flow.runs[0];
  const line = style({ font: "ui", color: "neutral-subdued", paddingStart: 16, marginTop: 4 });
  if (!last) return <div className={line}>{t("last-run-none")}</div>;
  return (
    <div className={line} data-testid="flow-last">
      {t("flow-last", { when: last.started === null ? "" : moments.at(last.started), how: words(last) })}
    </div>
  );
}
