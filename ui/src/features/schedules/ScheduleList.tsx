/** All schedules by name; before there are any, what would stand here. */
import { Button } from "@react-spectrum/s2/Button";
import { IllustratedMessage } from "@react-spectrum/s2/IllustratedMessage";
import { Content, Heading } from "@react-spectrum/s2";
import NoSchedules from "@react-spectrum/s2/illustrations/linear/Calendar";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ScheduleView } from "../../generated/ScheduleView";
import { useWords } from "../../i18n";
import { ScheduleItem, type Act } from "./ScheduleItem";
import type { Remedy } from "./WillLine";

interface ScheduleListProps {
  all: ScheduleView[];
  onNew(): void;
  onTurn(view: ScheduleView, enabled: boolean): void;
  onAct(view: ScheduleView, act: Act): void;
  onRemedy(view: ScheduleView, remedy: Remedy): void;
  onOpenRun(run: string): void;
}

export function ScheduleList({ all, onNew, onTurn, onAct, onRemedy, onOpenRun }: ScheduleListProps) {
  const t = useWords();
  if (all.length === 0) {
    return (
      <div className={style({ marginY: "auto", display: "flex", flexDirection: "column", alignItems: "center", gap: 16 })}>
        <IllustratedMessage size="M">
          <NoSchedules />
          <Heading level={2}>{t("schedules-empty-title")}</Heading>
          <Content>{t("schedules-empty-text")}</Content>
        </IllustratedMessage>
        <Button variant="secondary" onPress={onNew}>
          {t("schedules-new")}
        </Button>
      </div>
    );
  }
  return (
    <ul aria-label={t("schedules-label")} className={style({ listStyleType: "none", margin: 0, padding: 0, paddingTop: 4 })}>
      {all.map((view) => (
        <ScheduleItem key={view.id} view={view} onTurn={(enabled) => onTurn(view, enabled)} onAct={(act) => onAct(view, act)} onRemedy={(remedy) => onRemedy(view, remedy)} onOpenRun={onOpenRun} />
      ))}
    </ul>
  );
}
