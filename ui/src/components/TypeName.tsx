/** Asks for the name of a sandbox with live customers before something happens there. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Form } from "@react-spectrum/s2/Form";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { useWords } from "../i18n";

interface TypeNameProps {
  title: string;
  text: string;
  /** Below the field: how often this is asked. */
  hint: string;
  action: string;
  sandbox: string;
  onGo(confirmed: string): void;
  onCancel(): void;
}

export function TypeName({ title, text, hint, action, sandbox, onGo, onCancel }: TypeNameProps) {
  const t = useWords();
  const [typed, setTyped] = useState("");
  const isRight = typed.trim() === sandbox;
  const go = () => isRight && onGo(typed.trim());
  return (
    <Dialog size="S" role="alertdialog" data-testid="production">
      <Heading slot="title">{title}</Heading>
      <Content>
        <p className={style({ font: "body", marginTop: 0, marginBottom: 20 })}>{text}</p>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <TextField autoFocus data-testid="production-name" label={t("confirm-type-label", { sandbox })} description={hint} value={typed} onChange={setTyped} autoComplete="off" styles={style({ width: "full" })} />
        </Form>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onCancel}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={!isRight} onPress={go} data-testid="production-upload">
          {action}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
