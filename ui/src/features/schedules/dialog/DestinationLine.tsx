/** To which dataset, with what kind of place that is. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../../components/PlaceBadge";
import { useWords } from "../../../i18n";
import { Line } from "./Line";
import type { Draft } from "./useDraft";
import { idOf, type Choice } from "./useDestinations";

export function DestinationLine({ draft, choices, isThere }: { draft: Draft; choices: Choice[]; isThere: boolean }) {
  const t = useWords();
  const { destination, only_changed } = draft.schedule;
  const chosen = choices.find(({ id }) => id === idOf(destination));
  const pick = (key: unknown) => {
    const choice = choices.find(({ id }) => id === key);
    if (choice) draft.change("destination", { destination: choice.destination });
  };
  return (
    <>
      <Line word={t("edit-to")} part="destination" fault={draft.faultOf("destination")}>
        <Picker aria-label={t("edit-to-label")} placeholder={t("edit-to-none")} value={chosen?.id ?? null} onChange={pick} items={choices} styles={style({ width: 288 })} data-testid="destination">
          {(choice) => (
            <PickerItem id={choice.id} textValue={choice.destination.dataset_name}>
              <Text slot="label">{choice.destination.dataset_name}</Text>
              <Text slot="description">{t("edit-to-item", { connection: choice.through, sandbox: choice.destination.sandbox })}</Text>
            </PickerItem>
          )}
        </Picker>
        {chosen && <PlaceBadge place={chosen.place} bold />}
      </Line>
      {/* The platform's own engine takes all of a file. */}
      {!isThere && (
        <Line word="">
          <Checkbox isSelected={only_changed} onChange={(only) => draft.change("destination", { only_changed: only })} data-testid="only-changed">
            {t("edit-changed-only")}
          </Checkbox>
        </Line>
      )}
    </>
  );
}
