/** The customers that were looked up, one by one: by row, how each was seen, and who it is where somebody asks. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import AlertDiamond from "@react-spectrum/s2/icons/AlertDiamond";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Clock from "@react-spectrum/s2/icons/Clock";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import type { RowCells } from "../generated/RowCells";
import type { RunReport } from "../generated/RunReport";
import type { SeenShopper } from "../generated/SeenShopper";
import type { SeenState } from "../generated/SeenState";
import { useWords } from "../i18n";
import { useFieldNames } from "../i18n/field";
import { useFormat } from "../i18n/format";
import { useProblemWords } from "../i18n/problem";
import { wordId } from "../i18n/words";
import { asFailure, usePlatform } from "../platform";
import { MERGED } from "./merged";

const EMAIL = "personalEmail.address";
const box = style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 8, font: { default: "ui", isSmall: "ui-sm" }, marginTop: 8 });
const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 8, width: "full" });
const quiet = style({ color: "neutral-subdued", overflowWrap: "anywhere" });

const ICONS: Record<SeenState, React.ReactNode> = {
  found: <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} />,
  pending: <Clock styles={iconStyle({ size: "S", color: "informative" })} />,
  differs: <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />,
  [MERGED]: <AlertDiamond styles={iconStyle({ size: "S", color: "negative" })} />,
};

export function LookedUp({ report, isSmall = false }: { report: RunReport; isSmall?: boolean }) {
  const t = useWords();
  const who = useWho(report);
  const shoppers = report.verified?.shoppers ?? [];
  // Reports of an older program have only the counts.
  if (shoppers.length === 0) return null;
  return (
    <div className={box({ isSmall })}>
      <ul aria-label={t("seen-label")} data-testid="looked-up" className={list}>
        {shoppers.map((one) => (
          <Shopper key={one.row} one={one} email={who.emails.get(one.row)} />
        ))}
      </ul>
      {who.emails.size === 0 && (
        <ActionButton size="S" onPress={() => who.ask(shoppers.map(({ row }) => row))} isPending={who.isAsking} data-testid="seen-who">
          {t("seen-who")}
        </ActionButton>
      )}
      <span aria-live="polite" className={quiet}>
        {who.trouble}
      </span>
    </div>
  );
}

function Shopper({ one, email }: { one: SeenShopper; email: string | undefined }) {
  const t = useWords();
  const format = useFormat();
  const names = useFieldNames([]);
  return (
    <li data-row={one.row} data-state={one.state} className={style({ display: "grid", gridTemplateColumns: [20, "minmax(0, 1fr)"], columnGap: 8, alignItems: "start" })}>
      <span className={style({ display: "flex", alignItems: "center", height: 20 })}>{ICONS[one.state]}</span>
      <span className={style({ minWidth: 0, overflowWrap: "anywhere" })}>
        {t("seen-line", { row: format.count(one.row), state: t(wordId("seen", one.state)) })}
        {email !== undefined && <span className={style({ display: "block", color: "neutral-subdued" })}>{email}</span>}
        <Others one={one} />
        {one.fields.length > 0 && <span className={style({ display: "block", color: "neutral-subdued" })}>{t("seen-fields", { fields: one.fields.map(names.of).join(", ") })}</span>}
      </span>
    </li>
  );
}

/** Whom they hang together with, by number, and whether that can be said already. */
function Others({ one }: { one: SeenShopper }) {
  const t = useWords();
  const { together, tied } = one;
  const said = [
    together && together.other_emails > 0 && t("seen-other-emails", { count: together.other_emails }),
    together && together.other_numbers > 0 && t("seen-other-numbers", { count: together.other_numbers, namespaces: together.namespaces.join(", ") }),
    !together && one.state === MERGED && t("seen-others-unknown"),
    tied === false && t("seen-not-tied"),
  ].filter((line) => typeof line === "string");
  return said.map((line) => (
    <span key={line} className={style({ display: "block", color: "neutral-subdued" })}>
      {line}
    </span>
  ));
}

/** Who they are, out of the source file and only while somebody looks: the history keeps no addresses. */
function useWho(report: RunReport) {
  const platform = usePlatform();
  const problem = useProblemWords();
  const [emails, setEmails] = useState<Map<number, string>>(new Map());
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const column = report.columns.find(({ field }) => field === EMAIL)?.name;
  const emailOf = ({ cells }: RowCells) => (cells.find((cell) => cell.column === column) ?? cells[0])?.text ?? "";
  const ask = (rows: number[]) => {
    setAsking(true);
    setTrouble("");
    platform
      .showRunRows(report.run, rows)
      .then((found) => setEmails(new Map(found.map((row) => [row.row, emailOf(row)]))))
      .catch((reason: unknown) => setTrouble(problem(asFailure(reason).problem)))
      .finally(() => setAsking(false));
  };
  return { emails, isAsking, trouble, ask };
}
