/** The runs as a table; one of them can be open beside it, then some columns give way. */
import { Cell, Column, Row, TableBody, TableHeader, TableView } from "@react-spectrum/s2/TableView";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../components/PlaceBadge";
import { RunStatusLight } from "../../components/RunStatus";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

interface RunTableProps {
  runs: RunReport[];
  selected: string | null;
  isSlim: boolean;
  onSelect(run: string | null): void;
}

interface Col {
  id: "when" | "file" | "target" | "result" | "read" | "sent";
  width: number | `${number}fr`;
  isEnd?: boolean;
}

const WIDE: Col[] = [
  { id: "when", width: 148 },
  { id: "file", width: "1fr" },
  { id: "target", width: 116 },
  { id: "result", width: 188 },
  { id: "read", width: 92, isEnd: true },
  { id: "sent", width: 92, isEnd: true },
];
const SLIM = WIDE.filter((c) => c.id !== "target" && c.id !== "read");

export function RunTable({ runs, selected, isSlim, onSelect }: RunTableProps) {
  const t = useWords();
  const format = useFormat();
  const columns = isSlim ? SLIM : WIDE;
  function content(run: RunReport, id: Col["id"]) {
    switch (id) {
      case "when":
        return format.when(run.started);
      case "file":
        return run.file.name;
      case "target":
        return (
          <span className={style({ display: "flex" })}>
            <PlaceBadge place={run.target.place} />
          </span>
        );
      case "result":
        return (
          <span data-testid="history-row" data-run={run.run} data-status={run.status}>
            <RunStatusLight report={run} />
          </span>
        );
      case "read":
        return format.count(run.rows.read);
      case "sent":
        return format.count(run.rows.send);
    }
  }
  return (
    <TableView
      aria-label={t("history-table")}
      isQuiet
      selectionMode="single"
      selectionStyle="highlight"
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => onSelect(keys === "all" ? null : (([...keys][0] as string | undefined) ?? null))}
      styles={style({ flexGrow: 1, minHeight: 0, marginX: -16 })}
    >
      <TableHeader columns={columns}>
        {(column) => (
          <Column id={column.id} isRowHeader={column.id === "file"} width={column.width} align={column.isEnd ? "end" : "start"}>
            {t(`history-${column.id}`)}
          </Column>
        )}
      </TableHeader>
      <TableBody items={runs.map((run) => ({ id: run.run, run }))} dependencies={[columns, t]}>
        {({ run }) => (
          <Row id={run.run} columns={columns}>
            {(column) => <Cell align={column.isEnd ? "end" : "start"}>{content(run, column.id)}</Cell>}
          </Row>
        )}
      </TableBody>
    </TableView>
  );
}
