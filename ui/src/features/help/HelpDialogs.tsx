/** The dialogs of Help, one at a time. */
import { FreshDialog } from "../../components/FreshDialog";
import { AboutDialog } from "./AboutDialog";
import { KeysDialog } from "./KeysDialog";

export type Asked = "about" | "keys" | "none";

interface HelpDialogsProps {
  asked: Asked;
  onClose(): void;
}

export function HelpDialogs({ asked, onClose }: HelpDialogsProps) {
  return (
    <FreshDialog onDismiss={onClose}>
      {asked === "about" && <AboutDialog />}
      {asked === "keys" && <KeysDialog />}
    </FreshDialog>
  );
}
