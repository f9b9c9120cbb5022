/** Saves the rows that cannot be sent where the user says. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { ToastQueue } from "@react-spectrum/s2/Toast";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import { useProblemWords } from "../../../i18n/problem";
import { asFailure, usePlatform } from "../../../platform";

export function SaveRejects({ ticket, mapping }: { ticket: string; mapping: MappingSet }) {
  const t = useWords();
  const platform = usePlatform();
  const problem = useProblemWords();
  const save = () =>
    platform.saveRejects(ticket, mapping).then(
      (saved) => saved && ToastQueue.positive(t("saved", { count: saved.rows, name: saved.name }), { timeout: 5000 }),
      (reason: unknown) => ToastQueue.negative(problem(asFailure(reason).problem)),
    );
  return (
    <ActionButton size="S" onPress={() => void save()}>
      {t("save-rows")}
    </ActionButton>
  );
}
