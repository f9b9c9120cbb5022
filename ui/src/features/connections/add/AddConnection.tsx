/** Credentials become a connection, and then it is asked where customers go: two steps of one dialog. */
import { Dialog } from "@react-spectrum/s2/Dialog";
import { useState } from "react";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { DraftView } from "../../../generated/DraftView";
import type { Failure } from "../../../generated/Failure";
import { TargetParts } from "../target/TargetParts";
import { useTarget } from "../target/useTarget";
import { Credentials } from "./Credentials";
import { useCredentials } from "./useCredentials";

interface AddConnectionProps {
  /** Read from a file. */
  draft: DraftView | null;
  /** Why a file could not be read. */
  failure: Failure | null;
  /** The connection is kept, whatever comes after. */
  onKept(connection: ConnectionView): void;
  onChosen(changed: ConnectionView, use: boolean): void;
  onMail(): void;
  onClose(): void;
}

export function AddConnection({ draft, failure, onKept, onChosen, onMail, onClose }: AddConnectionProps) {
  const [kept, setKept] = useState<{ connection: ConnectionView; sandbox: string | null } | null>(null);
  const entry = useCredentials(draft, failure, (connection, sandbox) => {
    setKept({ connection, sandbox });
    onKept(connection);
  });
  const choice = useTarget(kept?.connection ?? null, kept?.sandbox ?? null, onChosen);
  return (
    <Dialog size="L" data-testid="add-connection">
      {kept ? <TargetParts connection={kept.connection} choice={choice} offersUse onClose={onClose} /> : <Credentials entry={entry} onMail={onMail} onClose={onClose} />}
    </Dialog>
  );
}
