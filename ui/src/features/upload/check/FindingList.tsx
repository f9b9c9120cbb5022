/** Kinds of findings with their counts, each with the first of its rows to look at. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { MappingSet } from "../../../generated/MappingSet";
import type { RowCells } from "../../../generated/RowCells";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { wordId } from "../../../i18n/words";
import { usePlatform } from "../../../platform";
import { remedyFor } from "./remedy";

const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 4 });
const line = style({ display: "flex", alignItems: "center", gap: 12, minHeight: 32, font: "ui" });
const frame = style({ overflow: "auto", maxHeight: 272 });
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

interface FindingListProps {
  ticket: string;
  findings: FindingSummary[];
  mapping: MappingSet;
  onMap(changed: MappingSet, words: string): void;
}

export function FindingList({ findings, ...rest }: FindingListProps) {
  return (
    <ul className={list}>
      {findings.map((finding) => (
        <OneFinding key={`${finding.code}-${finding.column ?? ""}`} finding={finding} {...rest} />
      ))}
    </ul>
  );
}

function OneFinding({ ticket, finding, mapping, onMap }: { finding: FindingSummary } & Omit<FindingListProps, "findings">) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const reason = t(wordId("finding", finding.code), { count: finding.count });
  const remedy = remedyFor(finding, mapping);
  return (
    <li>
      <div className={line}>
        <span>{reason}</span>
        {finding.column !== null && <span className={style({ color: "neutral-subdued" })}>{t("band-in-column", { column: finding.column })}</span>}
        {finding.examples.length > 0 && (
          <ActionButton size="S" isQuiet aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t(isOpen ? "hide-rows" : "show-rows")}
          </ActionButton>
        )}
        {remedy !== null && (
          <ActionButton size="S" onPress={() => onMap(remedy.mapping, t(remedy.words))}>
            {t(remedy.words)}
          </ActionButton>
        )}
      </div>
      {isOpen && <Rows ticket={ticket} finding={finding} reason={reason} />}
    </li>
  );
}

function Rows({ ticket, finding, reason }: { ticket: string; finding: FindingSummary; reason: string }) {
  const t = useWords();
  const format = useFormat();
  const platform = usePlatform();
  const [rows, setRows] = useState<RowCells[]>([]);
  useEffect(() => {
    let here = true;
    const wanted = finding.examples.map((example) => example.row);
    platform.showRows(ticket, wanted).then(
      (found) => here && setRows(found),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [platform, ticket, finding]);
  const columns = rows[0]?.cells.map((c) => c.column) ?? [];
  return (
    <div className={frame} tabIndex={0} role="group" aria-label={t("rows-label", { reason })}>
      {finding.count > rows.length && rows.length > 0 && <p className={style({ font: "ui-sm", color: "neutral-subdued", margin: 0 })}>{t("rows-first", { shown: rows.length, count: finding.count })}</p>}
      <table aria-label={t("rows-label", { reason })} className={style({ borderCollapse: "collapse" })}>
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
                <td key={c.column} className={cell({ isMeant: c.column === finding.column, isQuiet: c.text === "" })}>
                  {c.text === "" ? t("cell-empty") : c.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
