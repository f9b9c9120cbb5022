/** What a step needs to know, with what is wrong beside it. */
import { ComboBox, ComboBoxItem } from "@react-spectrum/s2/ComboBox";
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { TextField } from "@react-spectrum/s2/TextField";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useMemo } from "react";
import type { DateOrder } from "../../../../generated/DateOrder";
import type { Op } from "../../../../generated/Op";
import { useWords } from "../../../../i18n";
import { wordId } from "../../../../i18n/words";
import { useRegions, ZONES } from "../places";
import { ColumnList } from "./ColumnList";
import { faultsOf, type Step } from "./steps";
import { ValueMap } from "./ValueMap";
import { WordList } from "./WordList";

interface ParametersProps {
  step: Step;
  /** Columns that may be read besides the own one. */
  columns: string[];
  accepted: string[];
  onChange(step: Step): void;
}

const ORDERS: DateOrder[] = ["ymd", "dmy", "mdy", "excel", "excel1904", "epoch_seconds", "epoch_millis"];
const MARKS: [id: string, on: string][] = [["space", " "], ["line", "\n"], ["comma", ","], ["semicolon", ";"], ["hyphen", "-"], ["slash", "/"], ["pipe", "|"]];
const NONE = "\u0000";

const line = style({ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "start" });
const wide = style({ width: 208 });
const narrow = style({ width: 112 });

export function Parameters({ step, columns, accepted, onChange }: ParametersProps) {
  const t = useWords();
  const faults = faultsOf(step);
  const change = (op: Op) => onChange({ ...step, op });
  const { op } = step;
  switch (op.op) {
    case "split":
      return <Split op={op} faults={faults} onChange={change} />;
    case "join":
      return (
        <div className={line}>
          <ColumnList label={t("parameter-columns")} chosen={op.columns} columns={columns} fault={faults.columns} onChange={(chosen) => change({ ...op, columns: chosen })} />
          <TextField size="S" label={t("parameter-between")} description={t("parameter-between-text")} value={op.with} onChange={(now) => change({ ...op, with: now })} styles={narrow} />
        </div>
      );
    case "first_of":
      return <ColumnList label={t("parameter-columns")} chosen={op.columns} columns={columns} fault={faults.columns} onChange={(chosen) => change({ ...op, columns: chosen })} />;
    case "date":
      return <Dates op={op} onChange={change} />;
    case "date_time":
      return (
        <ComboBox size="S" label={t("parameter-zone")} defaultItems={ZONES_AND_UTC} defaultSelectedKey={op.zone} onSelectionChange={(key) => change({ ...op, zone: String(key ?? "") })} isInvalid={faults.zone !== undefined} errorMessage={faults.zone && t(faults.zone)} styles={wide}>
          {({ id }: { id: string }) => <ComboBoxItem id={id}>{id}</ComboBoxItem>}
        </ComboBox>
      );
    case "number":
      return (
        <Picker size="S" label={t("parameter-number")} selectedKey={op.locale.startsWith("en") ? "en" : "nl"} onSelectionChange={(key) => change({ ...op, locale: String(key) })} styles={wide}>
          <PickerItem id="nl">1.234,56</PickerItem>
          <PickerItem id="en">1,234.56</PickerItem>
        </Picker>
      );
    case "boolean":
      return (
        <div className={line}>
          <WordList label={t("parameter-yes")} words={op.true} fault={faults.words} onChange={(words) => change({ ...op, true: words })} />
          <WordList label={t("parameter-no")} words={op.false} fault={undefined} onChange={(words) => change({ ...op, false: words })} />
        </div>
      );
    case "missing":
      return <WordList label={t("parameter-nothing")} words={op.values} fault={faults.words} onChange={(values) => change({ ...op, values })} />;
    case "phone":
      return <Phone op={op} columns={columns} onChange={change} />;
    case "map":
      return <ValueMap rows={step.rows ?? []} otherwise={op.otherwise} accepted={accepted} fault={faults.rows} onChange={(rows, otherwise) => onChange({ ...step, rows, op: { ...op, otherwise } })} />;
    case "consent":
      return <ConsentHeard op={op} />;
    default:
      return null;
  }
}

const ZONES_AND_UTC = [...new Set(["UTC", ...ZONES])].map((id) => ({ id }));

type Is<K extends Op["op"]> = Extract<Op, { op: K }>;

function Split({ op, faults, onChange }: { op: Is<"split">; faults: ReturnType<typeof faultsOf>; onChange(op: Op): void }) {
  const t = useWords();
  const mark = MARKS.find(([, on]) => on === op.on)?.[0] ?? "other";
  const choose = (id: string) => onChange({ ...op, on: MARKS.find(([known]) => known === id)?.[1] ?? "" });
  return (
    <div className={line}>
      <Picker size="S" label={t("parameter-on")} selectedKey={mark} onSelectionChange={(key) => choose(String(key))} styles={style({ width: 144 })}>
        {[...MARKS.map(([id]) => id), "other"].map((id) => (
          <PickerItem key={id} id={id}>
            {t("mark", { mark: id })}
          </PickerItem>
        ))}
      </Picker>
      {mark === "other" && <TextField size="S" label={t("parameter-on-other")} value={op.on} onChange={(on) => onChange({ ...op, on })} isInvalid={faults.on !== undefined} errorMessage={faults.on && t(faults.on)} styles={narrow} />}
      <NumberField size="S" label={t("parameter-take")} description={t("parameter-take-text")} minValue={-99} maxValue={99} value={op.take} onChange={(take) => onChange({ ...op, take: Number.isNaN(take) ? 0 : take })} isInvalid={faults.take !== undefined} errorMessage={faults.take && t(faults.take)} styles={style({ width: 144 })} />
    </div>
  );
}

/** To read: what columns say about consent is changed together, in a dialog of its own. */
function ConsentHeard({ op }: { op: Is<"consent"> }) {
  const t = useWords();
  return (
    <div className={style({ font: "ui-sm", color: "neutral-subdued", display: "flex", flexDirection: "column", gap: 4 })}>
      <span>{t(wordId("reads", op.reads))}</span>
      {(op.also ?? []).map(({ column, reads }) => (
        <span key={column}>{t("consent-column", { column, says: t(wordId("reads", reads)) })}</span>
      ))}
      <span>{t("parameter-consent")}</span>
    </div>
  );
}

function Dates({ op, onChange }: { op: Is<"date">; onChange(op: Op): void }) {
  const t = useWords();
  const choose = (order: DateOrder) => onChange({ ...op, order });
  const hasYears = op.order === "dmy" || op.order === "mdy" || op.order === "ymd";
  return (
    <div className={line}>
      <Picker size="S" label={t("parameter-order")} selectedKey={op.order} onSelectionChange={(key) => choose(key as DateOrder)} styles={wide}>
        {ORDERS.map((order) => (
          <PickerItem key={order} id={order}>
            {t("op-date", { order })}
          </PickerItem>
        ))}
      </Picker>
      {hasYears && (
        <NumberField
          size="S"
          label={t("parameter-pivot")}
          description={t("parameter-pivot-text")}
          minValue={1900}
          maxValue={2199}
          formatOptions={{ useGrouping: false }}
          value={op.pivot ?? NaN}
          onChange={(pivot) => onChange({ op: "date", order: op.order, ...(Number.isNaN(pivot) ? {} : { pivot }) })}
          styles={style({ width: 144 })}
        />
      )}
    </div>
  );
}

function Phone({ op, columns, onChange }: { op: Is<"phone">; columns: string[]; onChange(op: Op): void }) {
  const t = useWords();
  const regions = useRegions();
  const ofRow = useMemo(() => [{ id: NONE, name: t("parameter-none") }, ...columns.map((id) => ({ id, name: id }))], [columns, t]);
  const told = (changes: { country?: string | undefined; country_column?: string | undefined }) => {
    const { country, country_column } = { country: op.country, country_column: op.country_column, ...changes };
    onChange({ op: "phone", ...(country === undefined ? {} : { country }), ...(country_column === undefined ? {} : { country_column }) });
  };
  return (
    <div className={line}>
      <ComboBox size="S" label={t("parameter-country")} description={t("parameter-country-text")} defaultItems={regions} defaultSelectedKey={op.country ?? null} onSelectionChange={(key) => told({ country: key === null ? undefined : String(key) })} styles={wide}>
        {({ id, name }: { id: string; name: string }) => <ComboBoxItem id={id}>{name}</ComboBoxItem>}
      </ComboBox>
      <Picker size="S" label={t("parameter-country-column")} items={ofRow} selectedKey={op.country_column ?? NONE} onSelectionChange={(key) => told({ country_column: key === NONE || key === null ? undefined : String(key) })} styles={wide}>
        {({ id, name }: { id: string; name: string }) => <PickerItem id={id}>{name}</PickerItem>}
      </Picker>
    </div>
  );
}
