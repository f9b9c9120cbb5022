/** One schedule of the list: what it does, whether it will run, its switch and its menu. */
import { ActionMenu, MenuItem } from "@react-spectrum/s2/ActionMenu";
import { Switch } from "@react-spectrum/s2/Switch";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../components/PlaceBadge";
import type { ScheduleView } from "../../generated/ScheduleView";
import { useWords } from "../../i18n";
import { useSentence } from "../../i18n/schedule";
import { LastRun } from "./LastRun";
import { row, state, under } from "./row";
import { WillLine, type Remedy } from "./WillLine";

export type Act = "edit" | "duplicate" | "run" | "test" | "remove";
const ACTS: Act[] = ["edit", "duplicate", "run", "test", "remove"];

interface ScheduleItemProps {
  view: ScheduleView;
  onTurn(enabled: boolean): void;
  onAct(act: Act): void;
  onRemedy(remedy: Remedy): void;
  onOpenRun(run: string): void;
}

export function ScheduleItem({ view, onTurn, onAct, onRemedy, onOpenRun }: ScheduleItemProps) {
  const t = useWords();
  const sentence = useSentence();
  const { schedule } = view;
  return (
    <li className={row} data-testid="schedule" data-schedule={view.id}>
      <div>
        <div className={style({ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" })}>
          <h2 className={style({ font: "title", margin: 0, overflowWrap: "anywhere" })}>{schedule.name}</h2>
          <PlaceBadge place={view.place} />
        </div>
        <div className={under}>{sentence(schedule)}</div>
        {schedule.destination.flow !== null && (
          <div className={style({ font: "ui", color: "neutral-subdued", marginTop: 4 })} data-testid="schedule-flow">
            {t("schedule-flow")}
          </div>
        )}
      </div>
      <div className={state}>
        <WillLine view={view} onRemedy={onRemedy}>
          <LastRun view={view} onOpenRun={onOpenRun} />
        </WillLine>
      </div>
      <div className={style({ display: "flex", alignItems: "center", height: 24 })}>
        <Switch aria-label={t("schedule-on", { name: schedule.name })} isSelected={view.enabled} onChange={onTurn} />
      </div>
      <div className={style({ marginTop: -4 })}>
        <ActionMenu isQuiet aria-label={t("schedule-more", { name: schedule.name })} data-testid="schedule-more" onAction={(key) => onAct(key as Act)}>
          {ACTS.map((act) => (
            <MenuItem key={act} id={act}>
              {t(`schedule-${act}`)}
            </MenuItem>
          ))}
        </ActionMenu>
      </div>
    </li>
  );
}
