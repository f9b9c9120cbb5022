/** The history on this computer was damaged: what came back, before anything is uploaded again. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { useState } from "react";
import { FreshDialog } from "../components/FreshDialog";
import { useSay } from "../components/messages/messages";
import type { HistoryReset } from "../generated/HistoryReset";
import { useWords } from "../i18n";
import { usePlatform } from "../platform";

export function ResetDialog({ reset }: { reset: HistoryReset | null }) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const [isOpen, setIsOpen] = useState(reset !== null);
  if (reset === null) return null;
  const seen = () => platform.resetSeen().then(() => setIsOpen(false), say.failed);
  return (
    <FreshDialog onDismiss={() => setIsOpen(false)}>
      {isOpen && (
        <AlertDialog variant="warning" title={t("reset-title")} primaryActionLabel={t("reset-seen")} cancelLabel={t("reset-later")} onPrimaryAction={() => void seen()} onCancel={() => setIsOpen(false)}>
          <p>{t("reset-text", { count: reset.runs })}</p>
          <p>{t(reset.incomplete ? "reset-incomplete" : "reset-whole")}</p>
          {reset.never_incomplete && <p>{t("reset-never")}</p>}
        </AlertDialog>
      )}
    </FreshDialog>
  );
}
