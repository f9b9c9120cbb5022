/** Kinds of findings with their counts, each with the first of its rows to look at. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import type { FindingSummary } from "../../../generated/FindingSummary";
import type { MappingSet } from "../../../generated/MappingSet";
import type { RowCells } from "../../../generated/RowCells";
import type { RowPair } from "../../../generated/RowPair";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import { usePlatform } from "../../../platform";
import { PairsButton } from "./people/Pairs";
import { remedyFor, type Remedy } from "./remedy";
import { RowTable } from "./RowTable";

const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 4 });
const line = style({ display: "flex", alignItems: "center", flexWrap: "wrap", columnGap: 12, rowGap: 4, minHeight: 32, font: "ui" });
const frame = style({ overflow: "auto", maxHeight: 272 });

interface FindingListProps {
  ticket: string;
  findings: FindingSummary[];
  /** Rows that may be two people, of every kind. */
  pairs: RowPair[];
  mapping: MappingSet;
  onMap(changed: MappingSet, words: string): void;
  onAddresses(areNew: boolean): void;
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

function OneFinding({ ticket, finding, pairs, mapping, onMap, onAddresses }: { finding: FindingSummary } & Omit<FindingListProps, "findings">) {
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
        <PairsButton ticket={ticket} pairs={pairs.filter(({ code }) => code === finding.code)} />
        {finding.code === "identity_known_otherwise" && (
          <ActionButton size="S" onPress={() => onAddresses(true)} data-testid="addresses-send">
            {t("addresses-send")}
          </ActionButton>
        )}
        {remedy !== null && <RemedyButton remedy={remedy} column={finding.column} onMap={onMap} />}
      </div>
      {isOpen && <Rows ticket={ticket} finding={finding} reason={reason} />}
    </li>
  );
}

function RemedyButton({ remedy, column, onMap }: { remedy: Remedy; column: string | null; onMap: FindingListProps["onMap"] }) {
  const t = useWords();
  const words = t(remedy.words, remedy.rows === null ? undefined : { count: remedy.rows });
  return (
    <ActionButton size="S" onPress={() => onMap(remedy.mapping, column === null ? words : `${column}: ${words}`)} data-testid={remedy.words} data-rows={remedy.rows}>
      {words}
    </ActionButton>
  );
}

function Rows({ ticket, finding, reason }: { ticket: string; finding: FindingSummary; reason: string }) {
  const t = useWords();
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
  return (
    <div className={frame} tabIndex={0} role="group" aria-label={t("rows-label", { reason })}>
      {finding.count > rows.length && rows.length > 0 && <p className={style({ font: "ui-sm", color: "neutral-subdued", margin: 0 })}>{t("rows-first", { shown: rows.length, count: finding.count })}</p>}
      <RowTable label={t("rows-label", { reason })} rows={rows} isMeant={(column) => column === finding.column} />
    </div>
  );
}
