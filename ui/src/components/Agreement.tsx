/** What Data Prep makes of each field, beside ours. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import RemoveCircle from "@react-spectrum/s2/icons/RemoveCircle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { DataPrepField } from "../generated/DataPrepField";
import { useWords } from "../i18n";
import type { FieldNames } from "../i18n/field";

interface AgreementProps {
  fields: DataPrepField[];
  shoppers: number;
  names: FieldNames;
}

const line = style({ display: "grid", gridTemplateColumns: [20, "minmax(0, 1fr)", "minmax(0, 1fr)"], columnGap: 12, alignItems: "baseline", paddingY: 4 });

/** Whether Data Prep makes something else of a field than we do. */
export function differs({ valid, same }: DataPrepField, shoppers: number): boolean {
  return !valid || same < shoppers;
}

export function Agreement({ fields, shoppers, names }: AgreementProps) {
  const t = useWords();
  return (
    // Focusable: a list that scrolls must be reachable by keyboard.
    <ul tabIndex={0} aria-label={t("prep-fields")} data-testid="prep-fields" className={style({ listStyleType: "none", margin: 0, padding: 0, maxHeight: 288, overflow: "auto", font: "ui", color: "neutral" })}>
      {fields.map((field) => (
        <Line key={field.field} field={field} shoppers={shoppers} name={names.of(field.field)} />
      ))}
    </ul>
  );
}

function Line({ field, shoppers, name }: { field: DataPrepField; shoppers: number; name: string }) {
  const t = useWords();
  const { valid, said, differing, ours_only, theirs_only } = field;
  const agrees = !differs(field, shoppers);
  const counts: [id: string, count: number][] = [
    ["prep-differs-for", differing],
    ["prep-ours-for", ours_only],
    ["prep-theirs-for", theirs_only],
  ];
  const how = counts.filter(([, count]) => count > 0).map(([id, count]) => t(id, { count }));
  const icon = !valid ? <RemoveCircle styles={iconStyle({ size: "S", color: "negative" })} /> : agrees ? <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} /> : <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />;
  return (
    <li className={line} data-field={field.field} data-agrees={agrees}>
      <span className={style({ alignSelf: "center", display: "flex" })}>{icon}</span>
      <span>{name}</span>
      <span className={style({ color: "neutral-subdued" })}>
        {!valid ? t("prep-invalid") : agrees ? t("prep-same") : how.join(", ")}
        {!valid && said !== null && <q className={style({ font: "code-sm", display: "block", overflowWrap: "anywhere" })}>{said}</q>}
      </span>
    </li>
  );
}
