/** The proposed fields one below the other: taken or not, the column with a few cells, the name, the type. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { TextField } from "@react-spectrum/s2/TextField";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ColumnView } from "../../../../generated/ColumnView";
import type { FieldType } from "../../../../generated/FieldType";
import { useWords } from "../../../../i18n";
import { wordId } from "../../../../i18n/words";
import type { Reviewed } from "./review";

const TYPES: FieldType[] = ["string", "integer", "number", "boolean", "date", "date_time"];
const EXAMPLES = 3;

interface FieldRowsProps {
  fields: Reviewed[];
  /** What is wrong with each of them, as ids of words. */
  faults: (string | null)[];
  columns: ColumnView[];
  isDisabled: boolean;
  onChange(fields: Reviewed[]): void;
}

const line = style({ display: "grid", gridTemplateColumns: ["minmax(0, 5fr)", "minmax(0, 4fr)", "minmax(0, 3fr)"], columnGap: 16, alignItems: "start" });
const head = style({ font: "ui", fontWeight: "bold", color: "neutral" });
const list = style({ listStyleType: "none", margin: 0, padding: 4, marginX: -4, maxHeight: 320, overflow: "auto", display: "flex", flexDirection: "column", gap: 12 });

export function FieldRows({ fields, faults, columns, isDisabled, onChange }: FieldRowsProps) {
  const t = useWords();
  const set = (index: number, changes: Partial<Reviewed>) => onChange(fields.map((field, at) => (at === index ? { ...field, ...changes } : field)));
  const count = fields.filter(({ isOn }) => isOn).length;
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 8 })}>
      <div className={line}>
        <Checkbox isDisabled={isDisabled} isSelected={count === fields.length} isIndeterminate={count > 0 && count < fields.length} onChange={(isOn) => onChange(fields.map((field) => ({ ...field, isOn })))}>
          {t("fields-all")}
        </Checkbox>
        <span aria-hidden className={head}>
          {t("fields-name")}
        </span>
        <span aria-hidden className={head}>
          {t("fields-kind")}
        </span>
      </div>
      <ul aria-label={t("fields-list")} className={list}>
        {fields.map((field, index) => (
          <Row key={field.column} field={field} fault={faults[index] ?? null} column={columns.find(({ name }) => name === field.column) ?? null} isDisabled={isDisabled} onChange={(changes) => set(index, changes)} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  field: Reviewed;
  fault: string | null;
  column: ColumnView | null;
  isDisabled: boolean;
  onChange(changes: Partial<Reviewed>): void;
}

function Row({ field, fault, column, isDisabled, onChange }: RowProps) {
  const t = useWords();
  const isOff = isDisabled || !field.isOn;
  return (
    <li className={line} data-column={field.column}>
      <div className={style({ minWidth: 0 })}>
        <Checkbox isDisabled={isDisabled} isSelected={field.isOn} onChange={(isOn) => onChange({ isOn })}>
          {field.column}
        </Checkbox>
        <div className={style({ font: "ui-sm", color: "neutral-subdued", paddingStart: 24, truncate: true })}>{column?.samples.slice(0, EXAMPLES).join(", ")}</div>
      </div>
      <TextField
        aria-label={t("fields-name-of", { column: field.column })}
        value={field.name}
        onChange={(name) => onChange({ name })}
        isDisabled={isOff}
        isInvalid={fault !== null}
        errorMessage={fault === null ? undefined : t(fault)}
        autoComplete="off"
        styles={style({ width: "full" })}
      />
      <Picker aria-label={t("fields-kind-of", { column: field.column })} selectedKey={field.kind} isDisabled={isOff} onSelectionChange={(key) => onChange({ kind: key as FieldType })} styles={style({ width: "full" })}>
        {TYPES.map((kind) => (
          <PickerItem key={kind} id={kind}>
            {t(wordId("kind", kind))}
          </PickerItem>
        ))}
      </Picker>
    </li>
  );
}
