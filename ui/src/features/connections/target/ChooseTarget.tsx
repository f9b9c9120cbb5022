/** Another sandbox or dataset for a connection that is there. */
import { Dialog } from "@react-spectrum/s2/Dialog";
import type { ConnectionView } from "../../../generated/ConnectionView";
import { TargetParts } from "./TargetParts";
import { useTarget } from "./useTarget";

interface ChooseTargetProps {
  connection: ConnectionView;
  onChosen(changed: ConnectionView): void;
  onClose(): void;
}

export function ChooseTarget({ connection, onChosen, onClose }: ChooseTargetProps) {
  const choice = useTarget(connection, null, onChosen);
  return (
    <Dialog size="L">
      <TargetParts connection={connection} choice={choice} offersUse={false} onClose={onClose} />
    </Dialog>
  );
}
