/** Columns in an order: chosen from a list, taken out one by one. */
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Tag, TagGroup } from "@react-spectrum/s2/TagGroup";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../../i18n";

interface ColumnListProps {
  label: string;
  chosen: string[];
  /** All that may be chosen. */
  columns: string[];
  fault: string | undefined;
  onChange(chosen: string[]): void;
}

export function ColumnList({ label, chosen, columns, fault, onChange }: ColumnListProps) {
  const t = useWords();
  const open = columns.filter((column) => !chosen.includes(column));
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 8, minWidth: 0 })}>
      {chosen.length > 0 && (
        <TagGroup label={label} size="S" items={chosen.map((id) => ({ id }))} onRemove={(gone) => onChange(chosen.filter((column) => !gone.has(column)))}>
          {({ id }) => <Tag id={id}>{id}</Tag>}
        </TagGroup>
      )}
      <Picker
        label={t("parameter-add-column")}
        size="S"
        placeholder={t("parameter-choose")}
        items={open.map((id) => ({ id }))}
        selectedKey={null}
        onSelectionChange={(key) => key !== null && onChange([...chosen, String(key)])}
        isInvalid={fault !== undefined}
        errorMessage={fault && t(fault)}
        styles={style({ width: 208 })}
      >
        {({ id }: { id: string }) => <PickerItem id={id}>{id}</PickerItem>}
      </Picker>
    </div>
  );
}
