/** With which mapping: one that was used before, or the one that is kept with this schedule. */
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { MappingChoice } from "../../../generated/MappingChoice";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import { useMoments } from "../../../i18n/moments";
import { isNoMapping } from "./blank";
import { Line } from "./Line";
import type { Draft } from "./useDraft";

const KEPT = "kept";

function isSame(a: MappingSet, b: MappingSet): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function MappingLine({ draft, kept, choices }: { draft: Draft; kept: { mapping: MappingSet; columns: string[] }; choices: MappingChoice[] }) {
  const t = useWords();
  const moments = useMoments();
  const { mapping } = draft.schedule;
  const known = choices.map((choice, index) => ({ id: String(index), ...choice, text: t("edit-mapping-text", { count: choice.columns.length, when: moments.at(choice.used) }) }));
  const isKeptKnown = isNoMapping(kept.mapping) || known.some((choice) => isSame(choice.mapping, kept.mapping));
  const items = isKeptKnown ? known : [{ id: KEPT, ...kept, text: t("edit-mapping-kept") }, ...known];
  const chosen = items.find((item) => isSame(item.mapping, mapping));
  const pick = (key: unknown) => {
    const item = items.find(({ id }) => id === key);
    if (item) draft.change("mapping", { mapping: item.mapping, columns: item.columns });
  };
  return (
    <Line word={t("edit-mapping")} part="mapping" fault={draft.faultOf("mapping")} hint={items.length === 0 ? t("edit-mapping-empty") : null}>
      <Picker aria-label={t("edit-mapping-label")} placeholder={t("edit-mapping-none")} isDisabled={items.length === 0} value={chosen?.id ?? null} onChange={pick} items={items} styles={style({ width: 288 })} data-testid="mapping">
        {(item) => (
          <PickerItem id={item.id} textValue={item.mapping.name}>
            <Text slot="label">{item.mapping.name}</Text>
            <Text slot="description">{item.text}</Text>
          </PickerItem>
        )}
      </Picker>
    </Line>
  );
}
