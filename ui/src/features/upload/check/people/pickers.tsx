/** A column of the file, and a namespace of the organisation. */
import { ComboBox, ComboBoxItem } from "@react-spectrum/s2/ComboBox";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../../i18n";
import type { Checking } from "../../flow";

interface ColumnPickerProps {
  label: string;
  flow: Checking;
  chosen: string | null;
  onChoose(column: string): void;
}

/** With the first cells of each, because names alone say little. */
export function ColumnPicker({ label, flow, chosen, onChoose }: ColumnPickerProps) {
  const t = useWords();
  const columns = flow.inspected.inspection.columns.filter(({ blocked }) => blocked === null).map(({ name, samples }) => ({ id: name, samples: samples.slice(0, 3).join(", ") }));
  return (
    <Picker label={label} placeholder={t("parameter-choose")} items={columns} selectedKey={chosen} onSelectionChange={(key) => key !== null && onChoose(String(key))} styles={style({ width: 256 })}>
      {({ id, samples }: { id: string; samples: string }) => (
        <PickerItem id={id} textValue={id}>
          <Text slot="label">{id}</Text>
          {samples !== "" && <Text slot="description">{samples}</Text>}
        </PickerItem>
      )}
    </Picker>
  );
}

interface NamespacePickerProps {
  namespaces: string[];
  chosen: string | null;
  onChoose(namespace: string | null): void;
}

/** An organisation has dozens of them. */
export function NamespacePicker({ namespaces, chosen, onChoose }: NamespacePickerProps) {
  const t = useWords();
  const items = namespaces.map((id) => ({ id }));
  if (items.length === 0) return <p className={style({ font: "ui", margin: 0, maxWidth: 256 })}>{t("identity-no-namespace")}</p>;
  return (
    <ComboBox label={t("identity-other-namespace")} defaultItems={items} defaultSelectedKey={chosen} onSelectionChange={(key) => onChoose(key === null ? null : String(key))} styles={style({ width: 256 })}>
      {({ id }: { id: string }) => <ComboBoxItem id={id}>{id}</ComboBoxItem>}
    </ComboBox>
  );
}
