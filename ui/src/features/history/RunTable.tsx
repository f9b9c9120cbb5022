/** The runs, and the times at which a schedule did not run, as a table; one of them can be open beside it, then some columns give way. */
import { Cell, Column, Row, TableBody, TableHeader, TableView } from "@react-spectrum/s2/TableView";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../components/PlaceBadge";
import { RunStatusLight, wentOut } from "../../components/RunStatus";
import { kindOf, SlotMark } from "../../components/SlotMark";
import type { RunReport } from "../../generated/RunReport";
import type { SlotView } from "../../generated/SlotView";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import type { Entry } from "./entries";
import { startedBy } from "./filter";

interface RunTableProps {
  entries: Entry[];
  selected: string | null;
  isSlim: boolean;
  onSelect(run: string | null): void;
}

interface Col {
  id: "when" | "by" | "file" | "target" | "result" | "read" | "sent";
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
/** Only where schedules started runs: otherwise all would say the same. */
const BY: Col = { id: "by", width: 140 };
const SLIM = WIDE.filter((c) => c.id !== "target" && c.id !== "read");

function columnsOf(entries: Entry[], isSlim: boolean): Col[] {
  if (isSlim) return SLIM;
  const hasBy = entries.some((entry) => entry.kind === "run" && startedBy(entry.run) !== null);
  return hasBy ? [...WIDE.slice(0, 1), BY, ...WIDE.slice(1)] : WIDE;
}

export function RunTable({ entries, selected, isSlim, onSelect }: RunTableProps) {
  const t = useWords();
  const format = useFormat();
  const columns = columnsOf(entries, isSlim);
  function gap(slots: SlotView[], at: string, id: Col["id"]) {
    const [first] = slots;
    if (!first) return null;
    switch (id) {
      case "when":
        return format.when(at);
      case "by":
      case "file":
        return id === "by" ? first.name : t("history-schedule", { name: first.name });
      case "result":
        return (
          <span data-testid="history-slots" data-state={first.state} className={style({ font: "ui-sm", color: "neutral" })}>
            <SlotMark kind={kindOf(first)} count={slots.length} />
          </span>
        );
      default:
        return null;
    }
  }
  function content(run: RunReport, id: Col["id"]) {
    switch (id) {
      case "when":
        return format.when(run.started);
      case "by":
        return startedBy(run) ?? t("history-you");
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
        return format.count(wentOut(run));
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
      <TableBody items={entries} dependencies={[columns, t]}>
        {(entry) => (
          <Row id={entry.id} columns={columns}>
            {(column) => <Cell align={column.isEnd ? "end" : "start"}>{entry.kind === "run" ? content(entry.run, column.id) : gap(entry.slots, entry.at, column.id)}</Cell>}
          </Row>
        )}
      </TableBody>
    </TableView>
  );
}
