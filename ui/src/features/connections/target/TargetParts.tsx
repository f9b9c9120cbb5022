/** The parts of a dialog that asks where customers go: the pickers, or what is made or switched on from there. No state of its own. */
import type { ConnectionView } from "../../../generated/ConnectionView";
import { CreateDataset } from "./CreateDataset";
import { EnableDataset } from "./EnableDataset";
import { PickTarget } from "./PickTarget";
import type { TargetChoice } from "./useTarget";

interface TargetPartsProps {
  connection: ConnectionView;
  choice: TargetChoice;
  /** Offers to use the connection for uploads from now on. */
  offersUse: boolean;
  onClose(): void;
}

export function TargetParts({ connection, choice, offersUse, onClose }: TargetPartsProps) {
  if (choice.mode === "create" && choice.sandbox) return <CreateDataset choice={choice} sandbox={choice.sandbox.name} />;
  if (choice.mode === "enable" && choice.dataset) return <EnableDataset choice={choice} dataset={choice.dataset} />;
  return <PickTarget connection={connection} choice={choice} offersUse={offersUse} onClose={onClose} />;
}
