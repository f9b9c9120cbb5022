/** A place for dialogs that begin anew each time they are opened. A plain container keeps the dialog that was closed for its way out, and with it all that was typed there: the next one would begin with that. */
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { Children, Fragment, useState, type ReactNode } from "react";

interface FreshDialogProps {
  onDismiss(): void;
  /** One dialog, or nothing. */
  children: ReactNode;
}

export function FreshDialog({ onDismiss, children }: FreshDialogProps) {
  const isOpen = Children.toArray(children).length > 0;
  const [round, setRound] = useState({ isOpen: false, number: 0 });
  if (round.isOpen !== isOpen) setRound({ isOpen, number: round.number + (isOpen ? 1 : 0) });
  return <DialogContainer onDismiss={onDismiss}>{isOpen && <Fragment key={round.number}>{children}</Fragment>}</DialogContainer>;
}
