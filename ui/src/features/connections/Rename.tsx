/** Another name for a connection. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Form } from "@react-spectrum/s2/Form";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import type { ConnectionView } from "../../generated/ConnectionView";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { asFailure, usePlatform } from "../../platform";

interface RenameProps {
  connection: ConnectionView;
  onRenamed(changed: ConnectionView): void;
  onClose(): void;
}

export function Rename({ connection, onRenamed, onClose }: RenameProps) {
  const t = useWords();
  const platform = usePlatform();
  const problem = useProblemWords();
  const [name, setName] = useState(connection.name);
  const [wrong, setWrong] = useState<string | null>(null);
  const save = () => void platform.renameConnection(connection.id, name).then(onRenamed, (reason: unknown) => setWrong(problem(asFailure(reason).problem)));
  return (
    <Dialog size="S">
      <Heading slot="title">{t("rename-title")}</Heading>
      <Content>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextField autoFocus data-testid="field-name" label={t("credential-name")} value={name} onChange={(typed) => (setName(typed), setWrong(null))} isInvalid={wrong !== null} errorMessage={wrong ?? undefined} maxLength={80} styles={style({ width: "full" })} />
        </Form>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={name.trim() === ""} onPress={save} data-testid="rename-save">
          {t("rename-save")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
