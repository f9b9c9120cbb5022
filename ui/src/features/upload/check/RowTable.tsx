/** Rows as they stand in the file. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { RowCells } from "../../../generated/RowCells";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";

const head = style({ font: "ui-sm", fontWeight: "medium", color: "neutral-subdued", textAlign: "start", paddingX: 8, paddingY: 4, whiteSpace: "nowrap" });
const cell = style({
  font: "ui",
  paddingX: 8,
  paddingY: 4,
  maxWidth: 240,
  truncate: true,
  color: { default: "neutral", isQuiet: "neutral-subdued" },
  fontWeight: { default: "normal", isMeant: "bold" },
  borderTopWidth: 1,
  borderBottomWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
  textAlign: "start",
});

interface RowTableProps {
  label: string;
  rows: RowCells[];
  /** The column that it is about. */
  isMeant(column: string): boolean;
}

export function RowTable({ label, rows, isMeant }: RowTableProps) {
  const t = useWords();
  const format = useFormat();
  const columns = rows[0]?.cells.map((c) => c.column) ?? [];
  return (
    <table aria-label={label} className={style({ borderCollapse: "collapse" })}>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t("row-number")}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className={head}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.row}>
            <th scope="row" className={cell({ isQuiet: true })}>
              {format.count(row.row)}
            </th>
            {row.cells.map((c) => (
              <td key={c.column} className={cell({ isMeant: isMeant(c.column), isQuiet: c.text === "" })}>
                {c.text === "" ? t("cell-empty") : c.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
