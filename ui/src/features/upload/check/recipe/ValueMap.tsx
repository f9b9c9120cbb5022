/** What each cell becomes, row by row, and what becomes of the others. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { TextField } from "@react-spectrum/s2/TextField";
import { Text } from "@react-spectrum/s2";
import Add from "@react-spectrum/s2/icons/Add";
import Close from "@react-spectrum/s2/icons/Close";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useRef } from "react";
import { useWords } from "../../../../i18n";

type Row = [from: string, to: string];

interface ValueMapProps {
  rows: Row[];
  otherwise: string | null;
  /** What the field accepts; empty for anything. */
  accepted: string[];
  fault: string | undefined;
  onChange(rows: Row[], otherwise: string | null): void;
}

const line = style({ display: "grid", gridTemplateColumns: ["minmax(0, 1fr)", "minmax(0, 1fr)", "auto"], gap: 8, alignItems: "center" });
const field = style({ width: "full" });
const NOTHING = "\u0000";

export function ValueMap({ rows, otherwise, accepted, fault, onChange }: ValueMapProps) {
  const t = useWords();
  const all = useRef<HTMLDivElement>(null);
  const set = (index: number, row: Row) => onChange(rows.map((old, at) => (at === index ? row : old)), otherwise);
  const remove = (index: number) => {
    onChange(rows.filter((_, at) => at !== index), otherwise);
    all.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  return (
    <div ref={all} role="group" aria-label={t("step-map")} className={style({ display: "flex", flexDirection: "column", gap: 8, minWidth: 0 })}>
      <div className={style({ display: "flex", flexDirection: "column", gap: 8, maxHeight: 224, overflow: "auto", padding: 4, marginX: -4 })}>
        {rows.map(([from, to], index) => (
          // Rows have no name of their own: their texts change while one types.
          <div key={index} className={line}>
            <TextField size="S" aria-label={t("map-from", { row: index + 1 })} value={from} onChange={(now) => set(index, [now, to])} styles={field} />
            <Becomes row={index + 1} from={from} to={to} accepted={accepted} onChange={(now) => set(index, [from, now])} />
            <ActionButton size="S" isQuiet aria-label={t("map-remove", { from, row: index + 1 })} onPress={() => remove(index)}>
              <Close />
            </ActionButton>
          </div>
        ))}
      </div>
      {fault !== undefined && (
        <p role="alert" className={style({ font: "ui-sm", color: "negative", margin: 0 })}>
          {t(fault)}
        </p>
      )}
      <ActionButton size="S" data-add="" onPress={() => onChange([...rows, ["", ""]], otherwise)} styles={style({ alignSelf: "start" })}>
        <Add />
        <Text>{t("map-add")}</Text>
      </ActionButton>
      <Others otherwise={otherwise} accepted={accepted} onChange={(now) => onChange(rows, now)} />
    </div>
  );
}

function Becomes({ row, from, to, accepted, onChange }: { row: number; from: string; to: string; accepted: string[]; onChange(to: string): void }) {
  const t = useWords();
  const label = t("map-to", { from, row });
  if (accepted.length === 0) return <TextField size="S" aria-label={label} placeholder={t("map-nothing")} value={to} onChange={onChange} styles={field} />;
  const items = [...new Set([...accepted, ...(to === "" ? [] : [to])])];
  return (
    <Picker size="S" aria-label={label} selectedKey={to === "" ? NOTHING : to} onSelectionChange={(key) => onChange(key === NOTHING || key === null ? "" : String(key))} styles={field}>
      {[<PickerItem key={NOTHING} id={NOTHING}>{t("map-nothing")}</PickerItem>, ...items.map((id) => <PickerItem key={id} id={id}>{id}</PickerItem>)]}
    </Picker>
  );
}

type Kind = "told" | "nothing" | "value";

function Others({ otherwise, accepted, onChange }: { otherwise: string | null; accepted: string[]; onChange(otherwise: string | null): void }) {
  const t = useWords();
  const kind: Kind = otherwise === null ? "told" : otherwise === "" ? "nothing" : "value";
  const first = accepted[0] ?? t("map-other-example");
  const choose = (now: Kind) => onChange(now === "told" ? null : now === "nothing" ? "" : first);
  return (
    <div className={style({ display: "flex", gap: 8, alignItems: "end", flexWrap: "wrap" })}>
      <Picker label={t("map-others")} size="S" selectedKey={kind} onSelectionChange={(key) => choose(key as Kind)} styles={style({ width: 208 })}>
        <PickerItem id="told">{t("map-others-told")}</PickerItem>
        <PickerItem id="nothing">{t("map-others-nothing")}</PickerItem>
        <PickerItem id="value">{t("map-others-value")}</PickerItem>
      </Picker>
      {kind === "value" && <TextField size="S" label={t("map-others-which")} value={otherwise ?? ""} onChange={(now) => onChange(now === "" ? null : now)} styles={style({ width: 160 })} />}
    </div>
  );
}
