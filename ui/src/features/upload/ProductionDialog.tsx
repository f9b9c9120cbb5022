/** The last question before live customers change: the first time on a sandbox its name is typed, later one button is enough. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { FreshDialog } from "../../components/FreshDialog";
import { TypeName } from "../../components/TypeName";
import type { Target } from "../../generated/Target";
import { useWords } from "../../i18n";

/** `typed`: its name was not typed yet; `pressed`: it was, some other time. */
export type Asking = "no" | "typed" | "pressed";

interface ProductionDialogProps {
  asking: Asking;
  target: Target;
  count: number;
  /** With the name, where it was typed. */
  onUpload(confirmed: string | null): void;
  onCancel(): void;
}

export function ProductionDialog({ asking, target, count, onUpload, onCancel }: ProductionDialogProps) {
  const t = useWords();
  const words = { count, connection: target.connection, dataset: target.dataset_name, sandbox: target.sandbox };
  return (
    <FreshDialog onDismiss={onCancel}>
      {asking === "pressed" && (
        <AlertDialog variant="confirmation" title={t("confirm-ask-title")} primaryActionLabel={t("confirm-upload", { count })} cancelLabel={t("cancel")} onPrimaryAction={() => onUpload(null)} onCancel={onCancel}>
          {t("confirm-ask-text", words)}
        </AlertDialog>
      )}
      {asking === "typed" && (
        <TypeName
          title={t("confirm-ask-title")}
          text={t("confirm-ask-text", words)}
          hint={t("confirm-type-text")}
          action={t("confirm-upload", { count })}
          sandbox={target.sandbox}
          onGo={onUpload}
          onCancel={onCancel}
        />
      )}
    </FreshDialog>
  );
}
