/** Another secret for a connection: it is tried first, and only one that works takes the old one's place. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef, useState } from "react";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { Failure } from "../../generated/Failure";
import { useWords } from "../../i18n";
import { asFailure, usePlatform } from "../../platform";
import { Checks } from "./Checks";
import { KeepTrouble } from "./KeepTrouble";
import { BEGUN, heard, unfinished, type Tested } from "./tested";

interface ReplaceSecretProps {
  connection: ConnectionView;
  onReplaced(changed: ConnectionView): void;
  onMail(): void;
  onClose(): void;
}

export function ReplaceSecret({ connection, onReplaced, onMail, onClose }: ReplaceSecretProps) {
  const t = useWords();
  const platform = usePlatform();
  const [secret, setSecret] = useState("");
  // Out of the field as soon as it is handed over; held until it is kept, because a locked keychain asks for a second try.
  const held = useRef("");
  const [trial, setTrial] = useState<Tested>({ is: "none" });
  const [unkept, setUnkept] = useState<Failure | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isBusy = trial.is === "busy" || isSaving;
  const keep = async (sessionOnly: boolean) => {
    setSaving(true);
    setUnkept(null);
    try {
      const changed = await platform.replaceSecret(connection.id, held.current, sessionOnly);
      held.current = "";
      onReplaced(changed);
    } catch (reason) {
      setUnkept(asFailure(reason));
    } finally {
      setSaving(false);
    }
  };
  const save = async () => {
    if (secret !== "") held.current = secret;
    setSecret("");
    setTrial(BEGUN);
    setUnkept(null);
    try {
      const check = await platform.trySecret(connection.id, held.current, (progress) => setTrial((before) => heard(before, progress)));
      setTrial({ is: "done", check });
      // The sign-in is what a secret is for; what else stands in the way, the old one met as well.
      if (check.steps.some(({ name, state }) => name === "token" && state === "good")) await keep(false);
    } catch (reason) {
      setTrial(unfinished(reason));
    }
  };
  // A dialog that is left leaves no test behind.
  useEffect(() => () => void platform.cancelTry(connection.id), [platform, connection.id]);
  const leave = () => (trial.is === "busy" ? void platform.cancelTry(connection.id) : onClose());
  return (
    <Dialog size="M">
      <Heading slot="title">{t("secret-title", { name: connection.name })}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <TextField
            autoFocus
            data-testid="field-secret"
            type="password"
            label={t("secret-new")}
            description={t("secret-new-text")}
            value={secret}
            onChange={(typed) => (setSecret(typed), setTrial({ is: "none" }))}
            isDisabled={isBusy}
            autoComplete="off"
            styles={style({ width: "full" })}
          />
          <Checks trial={trial} remedies={{ admin: onMail, again: () => void save() }} isCompact />
          {unkept && <KeepTrouble failure={unkept} isBusy={isSaving} onAgain={() => void keep(false)} onSession={() => void keep(true)} />}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={leave}>
          {t(trial.is === "busy" ? "access-stop" : "cancel")}
        </Button>
        <Button variant="accent" isPending={isBusy} isDisabled={secret.trim() === ""} onPress={() => void save()} data-testid="secret-save">
          {t("secret-save")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
