/** The dialogs of Help, one at a time. */
import { FreshDialog } from "../../components/FreshDialog";
import { AboutDialog } from "./AboutDialog";
import { KeysDialog } from "./KeysDialog";

export type Asked = "about" | "keys" | "none";

interface HelpDialogsProps {
  asked: Asked;
  onLicences(): void;
  onClose(): void;
}

export function HelpDialogs({ asked, onLicences, onClose }: HelpDialogsProps) {
  return (
    <FreshDialog onDismiss={onClose}>
      {asked === "about" && <AboutDialog onLicences={onLicences} />}
      {asked === "keys" && <KeysDialog />}
    </FreshDialog>
  );
}
