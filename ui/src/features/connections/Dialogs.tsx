/** The dialogs of the page, one at a time; the mail can lie above another, so that nothing typed there is lost. */
import { AlertDialog } from "@react-spectrum/s2/AlertDialog";
import { useState } from "react";
import { FreshDialog } from "../../components/FreshDialog";
import { useSay } from "../../components/messages/messages";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { DraftView } from "../../generated/DraftView";
import type { Failure } from "../../generated/Failure";
import { useWords } from "../../i18n";
import { usePlatform } from "../../platform";
import { AdminMail } from "./AdminMail";
import { AddConnection } from "./add/AddConnection";
import { Rename } from "./Rename";
import { ReplaceSecret } from "./ReplaceSecret";
import { SchemaDialog } from "./schema/SchemaDialog";
import { SendDialog } from "./SendDialog";
import { ChooseTarget } from "./target/ChooseTarget";
import type { Connections } from "./useConnections";

export type Asked =
  | { is: "nothing" }
  | { is: "add"; draft: DraftView | null; failure: Failure | null }
  | { is: "target" | "secret" | "rename" | "remove" | "schema" | "sending"; connection: ConnectionView }
  | { is: "mail"; about: ConnectionView | null };

interface DialogsProps {
  asked: Asked;
  connections: Connections;
  onAdded(id: string): void;
  /** Uploads go through it from now on. */
  onUse(id: string): void;
  onChanged(id: string): void;
  onClose(): void;
}

export function Dialogs({ asked, connections, onAdded, onUse, onChanged, onClose }: DialogsProps) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const [isMailing, setMailing] = useState(false);
  const close = () => (setMailing(false), onClose());
  const changed = (view: ConnectionView) => {
    connections.put(view);
    onChanged(view.id);
    close();
  };
  const chosen = (view: ConnectionView, use: boolean) => {
    changed(view);
    if (use) onUse(view.id);
  };
  const remove = (connection: ConnectionView) => {
    platform.forgetConnection(connection.id).then(
      () => connections.drop(connection.id),
      say.failed,
    );
    close();
  };
  const about = asked.is === "nothing" || asked.is === "add" || asked.is === "mail" ? null : asked.connection;
  return (
    <>
      <FreshDialog onDismiss={close}>
        {asked.is === "add" && (
          <AddConnection
            key={asked.draft?.ticket ?? asked.failure?.detail ?? "fields"}
            draft={asked.draft}
            failure={asked.failure}
            onKept={(view) => (connections.put(view), onAdded(view.id))}
            onChosen={chosen}
            onMail={() => setMailing(true)}
            onClose={close}
          />
        )}
        {asked.is === "target" && <ChooseTarget connection={asked.connection} onChosen={changed} onClose={close} />}
        {asked.is === "secret" && <ReplaceSecret connection={asked.connection} onReplaced={changed} onMail={() => setMailing(true)} onClose={close} />}
        {asked.is === "rename" && <Rename connection={asked.connection} onRenamed={(view) => (connections.put(view), close())} onClose={close} />}
        {asked.is === "schema" && <SchemaDialog connection={asked.connection} onClose={close} />}
        {asked.is === "sending" && <SendDialog connection={asked.connection} onClose={close} />}
        {asked.is === "mail" && <AdminMail about={asked.about} onClose={close} />}
        {asked.is === "remove" && (
          <AlertDialog variant="destructive" title={t("remove-title", { name: asked.connection.name })} primaryActionLabel={t("connection-remove")} cancelLabel={t("cancel")} onPrimaryAction={() => remove(asked.connection)} onCancel={close}>
            {t("remove-text")}
          </AlertDialog>
        )}
      </FreshDialog>
      <FreshDialog onDismiss={() => setMailing(false)}>{isMailing && <AdminMail about={about} onClose={() => setMailing(false)} />}</FreshDialog>
    </>
  );
}
