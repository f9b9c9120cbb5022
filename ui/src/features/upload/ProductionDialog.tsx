/** The last question before live customers change: the first time on a sandbox its name is typed, later one button is enough. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog, DialogContainer } from "@react-spectrum/s2/Dialog";
import { Form } from "@react-spectrum/s2/Form";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
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
    <DialogContainer onDismiss={onCancel}>
      {asking === "pressed" && (
        <AlertDialog variant="confirmation" title={t("confirm-ask-title")} primaryActionLabel={t("confirm-upload", { count })} cancelLabel={t("cancel")} onPrimaryAction={() => onUpload(null)} onCancel={onCancel}>
          {t("confirm-ask-text", words)}
        </AlertDialog>
      )}
      {asking === "typed" && <ByName words={words} onUpload={onUpload} onCancel={onCancel} />}
    </DialogContainer>
  );
}

interface ByNameProps {
  words: { count: number; sandbox: string; dataset: string; connection: string };
  onUpload(confirmed: string): void;
  onCancel(): void;
}

function ByName({ words, onUpload, onCancel }: ByNameProps) {
  const t = useWords();
  const [typed, setTyped] = useState("");
  const isRight = typed.trim() === words.sandbox;
  const upload = () => isRight && onUpload(typed.trim());
  return (
    <Dialog size="S" role="alertdialog" data-testid="production">
      <Heading slot="title">{t("confirm-ask-title")}</Heading>
      <Content>
        <p className={style({ font: "body", marginTop: 0, marginBottom: 20 })}>{t("confirm-ask-text", words)}</p>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            upload();
          }}
        >
          <TextField autoFocus data-testid="production-name" label={t("confirm-type-label", words)} description={t("confirm-type-text")} value={typed} onChange={setTyped} autoComplete="off" styles={style({ width: "full" })} />
        </Form>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onCancel}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={!isRight} onPress={upload} data-testid="production-upload">
          {t("confirm-upload", { count: words.count })}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
