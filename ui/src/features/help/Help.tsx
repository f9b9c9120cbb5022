/** Help at the foot of the rail: the manual, the keys, where the log is, and what this is. */
import { Menu, MenuItem, MenuTrigger } from "@react-spectrum/s2/Menu";
import { Keyboard, Text } from "@react-spectrum/s2";
import HelpIcon from "@react-spectrum/s2/icons/HelpCircle";
import { Suspense, useEffect, useState } from "react";
import { RailButton } from "../../components/RailButton";
import { useSay } from "../../components/messages/messages";
import { later } from "../../components/later";
import { useWords } from "../../i18n";
import { usePlatform } from "../../platform";
import type { Asked } from "./HelpDialogs";

const HelpDialogs = later(() => import("./HelpDialogs").then((all) => all.HelpDialogs));

export function Help() {
  const t = useWords();
  const [asked, setAsked] = useState<Asked | "never">("never");
  const open = useOpen();
  useManualKey(open.manual);
  return (
    <>
      <MenuTrigger>
        <RailButton word={t("help-title")} icon={<HelpIcon />} data-testid="help" />
        <Menu
          onAction={(key) => {
            if (key === "manual") open.manual();
            else if (key === "logs") open.logs();
            else setAsked(key as Asked);
          }}
        >
          <MenuItem id="manual">
            <Text slot="label">{t("help-manual")}</Text>
            <Keyboard>F1</Keyboard>
          </MenuItem>
          <MenuItem id="keys">{t("help-keys")}</MenuItem>
          <MenuItem id="logs">{t("help-logs")}</MenuItem>
          <MenuItem id="about">{t("help-about")}</MenuItem>
        </Menu>
      </MenuTrigger>
      {asked !== "never" && (
        <Suspense fallback={null}>
          <HelpDialogs asked={asked} onClose={() => setAsked("none")} />
        </Suspense>
      )}
    </>
  );
}

/** What opens outside of the window; where it does not, it is said why. */
function useOpen() {
  const platform = usePlatform();
  const say = useSay();
  const opened = (how: Promise<void>) => void how.catch(say.failed);
  return { manual: () => opened(platform.openManual()), logs: () => opened(platform.openLogs()) };
}

function useManualKey(open: () => void) {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (event.key !== "F1") return;
      event.preventDefault();
      open();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });
}
