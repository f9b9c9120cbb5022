/** The columns of the file and where they go. */
import Lock from "@react-spectrum/s2/icons/Lock";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState, type ReactNode } from "react";
import { FreshDialog } from "../../../components/FreshDialog";
import type { ColumnView } from "../../../generated/ColumnView";
import type { MappedField } from "../../../generated/MappedField";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import type { FieldNames } from "../../../i18n/field";
import type { Checking } from "../flow";
import { Becomes } from "./Becomes";
import { beside, cell, line } from "./cells";
import type { Filter } from "./ColumnFilter";
import { assign, leaveOut, put, withoutField } from "./edit";
import { FieldPicker } from "./FieldPicker";
import { BesideRow } from "./people/BesideRow";
import { consentOp, channelOf } from "./people/consent";
import type { OnAsk } from "./people/PeopleDialogs";
import { besides, unsentColumns } from "./people/uses";
import { EntryDialog } from "./recipe/EntryDialog";
import { RecipeButton } from "./recipe/RecipeButton";

interface MappingTableProps {
  flow: Checking;
  filter: Filter;
  names: FieldNames;
  /** The changed mapping, and what was changed in words. */
  onMap(changed: MappingSet, words: string): void;
  /** About identity and consent, which have dialogs of their own. */
  onAsk: OnAsk;
}

const frame = style({
  flexGrow: 1,
  flexShrink: 1,
  flexBasis: 0,
  minHeight: 208,
  marginX: -16,
  overflow: "auto",
  borderBottomWidth: 1,
  borderTopWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
});
const table = style({ width: "full", borderCollapse: "collapse", tableLayout: "fixed", font: "ui" });
const head = style({ position: "sticky", top: 0, zIndex: 1, backgroundColor: "gray-75", font: "ui", fontWeight: "bold", textAlign: "start", height: 32, paddingX: 16, paddingY: 0, boxSizing: "border-box" });

export function MappingTable(props: MappingTableProps) {
  const t = useWords();
  const last = props.filter === "sent" ? "col-recipe" : "col-why";
  const [editing, setEditing] = useState<MappedField | null>(null);
  const rows = rowsOf({ ...props, onEdit: setEditing });
  const { flow, names, onMap } = props;
  const apply = (was: string | null, entry: MappedField) => onMap(put(flow.mapping, flow.inspected, was, entry), t("mapping-recipe-changed", { field: names.of(entry.field) }));
  if (rows.length === 0) {
    const id = props.filter === "sent" ? "columns-sent-none" : props.filter === "not" ? "columns-not-none" : "columns-blocked-none";
    return <p className={style({ font: "ui", color: "neutral-subdued", flexGrow: 1, minHeight: 120, margin: 0, paddingY: 16 })}>{t(id)}</p>;
  }
  return (
    <div className={frame} tabIndex={0} role="group" aria-label={t("table-columns")}>
      <table className={table} aria-label={t("table-columns")} data-testid="mapping">
        <colgroup>
          <col style={{ width: "17%" }} />
          <col style={{ width: "23%" }} />
          <col style={{ width: "25%" }} />
          <col style={{ width: "19%" }} />
          <col style={{ width: "16%" }} />
        </colgroup>
        <thead>
          <tr>
            {["col-column", "col-examples", "col-field", "col-becomes", last].map((id) => (
              <th key={id} scope="col" className={head}>
                {t(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
      <FreshDialog onDismiss={() => setEditing(null)}>{editing && <EntryDialog entry={editing} flow={flow} names={names} onApply={apply} onClose={() => setEditing(null)} />}</FreshDialog>
    </div>
  );
}

interface RowProps extends MappingTableProps {
  onEdit(field: MappedField): void;
}

function rowsOf(props: RowProps): ReactNode[] {
  const { inspected, mapping } = props.flow;
  const columns = new Map(inspected.inspection.columns.map((c) => [c.name, c]));
  switch (props.filter) {
    case "sent":
      return [
        ...mapping.fields.map((field) => <SentRow key={field.field} {...props} field={field} column={columns.get(field.column ?? "") ?? null} />),
        ...besides(props.flow).map((one) => <BesideRow key={`beside ${one.column}`} {...props} beside={one} examples={examples(columns.get(one.column) ?? null)} />),
      ];
    case "not":
      return unsentColumns(props.flow).map((column) => <UnsentRow key={column.name} {...props} column={column} />);
    case "blocked":
      return inspected.inspection.columns.filter((c) => c.blocked !== null).map((column) => <BlockedRow key={column.name} column={column} />);
  }
}

function useAssign({ flow, names, onMap }: MappingTableProps, column: string, from: string | null) {
  const t = useWords();
  return (field: string | null) => {
    const { mapping, inspected } = flow;
    if (field !== null) onMap(assign(mapping, inspected, column, from, field), t("mapping-changed", { column, field: names.of(field) }));
    else if (from !== null) onMap(leaveOut(mapping, inspected, column, from), t("mapping-left-out", { column }));
  };
}

function SentRow({ field, column, ...props }: RowProps & { field: MappedField; column: ColumnView | null }) {
  const t = useWords();
  const { flow, names, onMap, onEdit, onAsk } = props;
  // What several columns say about one consent is one decision, in a dialog of its own.
  const edit = (entry: MappedField) => {
    const speaks = consentOp(entry) !== null || (channelOf(entry.field) !== null && entry.recipe.length === 0);
    if (speaks && entry.column !== undefined) onAsk({ about: "consent", column: entry.column });
    else onEdit(entry);
  };
  const name = field.column ?? t("fixed-value", { value: field.value ?? "" });
  const chooseForColumn = useAssign(props, name, field.field);
  const chooseForValue = (to: string | null) => {
    const { mapping, inspected } = flow;
    if (to === null) onMap(withoutField(mapping, inspected, field.field), t("mapping-left-out", { column: name }));
    else onMap(put(mapping, inspected, field.field, { ...field, field: to }), t("mapping-changed", { column: name, field: names.of(to) }));
  };
  const { primary, others } = flow.mapping.identity;
  const isIdentity = [primary, ...others].some((identity) => identity.field === field.field);
  return (
    <tr className={line} data-column={name} data-field={field.field}>
      <th scope="row" className={cell({ isName: true })} title={name}>
        {name}
      </th>
      <td className={cell({ isQuiet: true })}>{examples(column)}</td>
      <td className={cell({})}>
        <FieldPicker column={name} suggestion={column?.suggestion ?? null} current={field.field} isIdentity={isIdentity} flow={flow} names={names} onChoose={field.column === undefined ? chooseForValue : chooseForColumn} />
      </td>
      <td className={cell({})}>
        <Becomes flow={flow} field={field} />
      </td>
      <td className={cell({})}>
        <RecipeButton source={name} field={field} onPress={() => edit(field)} />
      </td>
    </tr>
  );
}

function UnsentRow({ column, ...props }: MappingTableProps & { column: ColumnView }) {
  const t = useWords();
  const choose = useAssign(props, column.name, null);
  return (
    <tr className={line} data-column={column.name}>
      <th scope="row" className={cell({ isName: true })} title={column.name}>
        {column.name}
      </th>
      <td className={cell({ isQuiet: true })}>{examples(column)}</td>
      <td className={cell({})}>
        <FieldPicker column={column.name} suggestion={column.suggestion} current={null} isIdentity={false} flow={props.flow} names={props.names} onChoose={choose} />
      </td>
      <td className={cell({ isQuiet: true })}>{t("becomes-nothing")}</td>
      <td className={cell({ isQuiet: true })}>{t((props.flow.mapping.left_out ?? []).includes(column.name) ? "consent-left-out" : "not-sent")}</td>
    </tr>
  );
}

function BlockedRow({ column }: { column: ColumnView }) {
  const t = useWords();
  return (
    <tr className={line} data-column={column.name}>
      <th scope="row" className={cell({ isName: true })} title={column.name}>
        {column.name}
      </th>
      <td className={cell({ isQuiet: true })} />
      <td className={cell({ isQuiet: true })}>
        <span className={beside}>
          <Lock styles={iconStyle({ size: "S", color: "neutral" })} />
          {t("never-sent")}
        </span>
      </td>
      <td className={cell({ isQuiet: true })}>{t("becomes-nothing")}</td>
      <td className={cell({ isQuiet: true })}>{t("blocked-credential")}</td>
    </tr>
  );
}

function examples(column: ColumnView | null): string {
  return column ? column.samples.slice(0, 3).join(", ") : "";
}
