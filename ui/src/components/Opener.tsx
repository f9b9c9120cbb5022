/** A button with a dialog behind it. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { useState, type ReactNode } from "react";
import { FreshDialog } from "./FreshDialog";

interface OpenerProps {
  /** What stands in the button. */
  label: ReactNode;
  testId: string;
  children(close: () => void): ReactNode;
}

export function Opener({ label, testId, children }: OpenerProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <ActionButton onPress={() => setOpen(true)} data-testid={testId}>
        {label}
      </ActionButton>
      <FreshDialog onDismiss={close}>{isOpen && children(close)}</FreshDialog>
    </>
  );
}
