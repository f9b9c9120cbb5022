/** Stops all schedules for a while; while they are stopped, it says until when and lets them go on. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Menu, MenuItem, MenuTrigger } from "@react-spectrum/s2/Menu";
import { Text } from "@react-spectrum/s2";
import PauseIcon from "@react-spectrum/s2/icons/Pause";
import Play from "@react-spectrum/s2/icons/Play";
import type { Pause } from "../../generated/Pause";
import { useWords } from "../../i18n";
import type { PauseFor } from "./useActions";

const LENGTHS: PauseFor[] = ["hour", "tomorrow", "on"];

interface PauseAllProps {
  paused: Pause | null;
  isDisabled: boolean;
  onPause(length: PauseFor): void;
  onResume(): void;
}

export function PauseAll({ paused, isDisabled, onPause, onResume }: PauseAllProps) {
  const t = useWords();
  if (paused) {
    return (
      <ActionButton isQuiet onPress={onResume} data-testid="resume-all">
        <Play />
        <Text>{t("schedules-resume")}</Text>
      </ActionButton>
    );
  }
  return (
    <MenuTrigger>
      <ActionButton isQuiet isDisabled={isDisabled} data-testid="pause-all">
        <PauseIcon />
        <Text>{t("schedules-pause")}</Text>
      </ActionButton>
      <Menu onAction={(key) => onPause(key as PauseFor)}>
        {LENGTHS.map((length) => (
          <MenuItem key={length} id={length}>
            {t(`schedules-pause-${length}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
