/** Keeps a schedule. Where it sends to live customers, the sandbox's name is asked for the first time. */
import { useCallback, useState, type ReactNode } from "react";
import { FreshDialog } from "../../components/FreshDialog";
import { TypeName } from "../../components/TypeName";
import type { Schedule } from "../../generated/Schedule";
import type { ScheduleView } from "../../generated/ScheduleView";
import { useWords } from "../../i18n";
import { asFailure, usePlatform } from "../../platform";

interface Question {
  schedule: Schedule;
  sandbox: string;
  answer(confirmed: string | null): void;
}

export interface Keep {
  /** Null where somebody thought better of it; rejects with what stopped it. */
  keep(id: string | null, schedule: Schedule): Promise<ScheduleView | null>;
  /** Does something else that sends unattended; as above. */
  confirm<T>(schedule: Schedule, go: (confirmed: string | null) => Promise<T>): Promise<T | null>;
  /** To be drawn where it can lie above everything else. */
  question: ReactNode;
}

export function useKeep(): Keep {
  const t = useWords();
  const platform = usePlatform();
  const [question, setQuestion] = useState<Question | null>(null);
  const confirm = useCallback<Keep["confirm"]>(async (schedule, go) => {
    try {
      return await go(null);
    } catch (reason) {
      const { problem } = asFailure(reason);
      if (problem.code !== "production_unconfirmed") throw reason;
      const { sandbox } = problem.params;
      const confirmed = await new Promise<string | null>((answer) => setQuestion({ schedule, sandbox, answer }));
      setQuestion(null);
      return confirmed === null ? null : go(confirmed);
    }
  }, []);
  const keep = useCallback<Keep["keep"]>((id, schedule) => confirm(schedule, (confirmed) => platform.saveSchedule(id, schedule, confirmed)), [confirm, platform]);
  return {
    keep,
    confirm,
    question: (
      <FreshDialog onDismiss={() => question?.answer(null)}>
        {question && (
          <TypeName
            title={t("ask-unattended-title")}
            text={t("ask-unattended-text", { dataset: question.schedule.destination.dataset_name, sandbox: question.sandbox })}
            hint={t("ask-unattended-type-text")}
            action={t("ask-unattended-save")}
            sandbox={question.sandbox}
            onGo={question.answer}
            onCancel={() => question.answer(null)}
          />
        )}
      </FreshDialog>
    ),
  };
}
