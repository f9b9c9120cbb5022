/** Rows that have one identity and may be two people, next to each other. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { FreshDialog } from "../../../../components/FreshDialog";
import { Trouble } from "../../../../components/Trouble";
import { useLoaded } from "../../../../components/useLoaded";
import type { RowCells } from "../../../../generated/RowCells";
import type { RowPair } from "../../../../generated/RowPair";
import { useWords } from "../../../../i18n";
import { useFormat } from "../../../../i18n/format";
import { wordId } from "../../../../i18n/words";
import { usePlatform } from "../../../../platform";

interface PairsProps {
  ticket: string;
  /** Of one kind. */
  pairs: RowPair[];
}

const line = style({ borderTopWidth: 1, borderBottomWidth: 0, borderXWidth: 0, borderStyle: "solid", borderColor: "gray-200" });
const cell = style({ font: "ui", paddingX: 8, paddingY: 4, textAlign: "start", verticalAlign: "top", overflowWrap: "anywhere", color: { default: "neutral", isQuiet: "neutral-subdued" }, fontWeight: { default: "normal", isOther: "bold" } });

export function PairsButton({ ticket, pairs }: PairsProps) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  if (pairs.length === 0) return null;
  return (
    <>
      <ActionButton size="S" onPress={() => setOpen(true)} data-testid="pairs-show">
        {t("pair-show")}
      </ActionButton>
      <FreshDialog onDismiss={() => setOpen(false)}>{isOpen && <PairsDialog ticket={ticket} pairs={pairs} onClose={() => setOpen(false)} />}</FreshDialog>
    </>
  );
}

function PairsDialog({ ticket, pairs, onClose }: PairsProps & { onClose(): void }) {
  const t = useWords();
  const format = useFormat();
  const platform = usePlatform();
  const [at, setAt] = useState(0);
  const pair = pairs[at];
  const wanted = pair ? [pair.first.row, pair.second.row] : [];
  const [rows] = useLoaded(wanted.join(" "), () => platform.showRows(ticket, wanted));
  const title = t("pair-rows", { first: format.count(wanted[0] ?? 0), second: format.count(wanted[1] ?? 0) });
  return (
    <Dialog size="L">
      <Heading slot="title">{t("pair-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 12 })} data-testid="pairs">
          <p aria-live="polite" className={style({ font: "ui", margin: 0 })}>
            <b>{title}</b> {pair && t(`${wordId("finding", pair.code)}-row`)}
          </p>
          {pairs.length > 1 && (
            <div className={style({ display: "flex", alignItems: "center", gap: 8, font: "ui" })}>
              {/* Round and round: a button that goes dead under the finger would take the focus with it. */}
              <ActionButton size="S" onPress={() => setAt((at + pairs.length - 1) % pairs.length)} data-testid="pair-previous">
                {t("pair-previous")}
              </ActionButton>
              <ActionButton size="S" onPress={() => setAt((at + 1) % pairs.length)} data-testid="pair-next">
                {t("pair-next")}
              </ActionButton>
              {t("pair-of", { number: at + 1, count: pairs.length })}
            </div>
          )}
          {rows.is === "failed" && <Trouble failure={rows.failure} />}
          {rows.is === "there" && <SideBySide label={title} rows={wanted.flatMap((row) => rows.value.find((found) => found.row === row) ?? [])} />}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

/** Column by column, those that differ first: that is what tells two people from one. */
function SideBySide({ label, rows }: { label: string; rows: RowCells[] }) {
  const t = useWords();
  const format = useFormat();
  const [first, second] = rows;
  if (!first || !second) return null;
  const cells = first.cells.map(({ column, text }, index) => {
    const other = second.cells[index]?.text ?? "";
    return { column, texts: [text, other], differs: text.trim() !== other.trim() };
  });
  const filled = cells.filter(({ texts }) => texts.some((text) => text !== ""));
  return (
    <div tabIndex={0} role="group" aria-label={label} className={style({ overflow: "auto", maxHeight: 432 })}>
      <table aria-label={label} className={style({ borderCollapse: "collapse", width: "full" })}>
        <thead>
          <tr>
            {[t("col-column"), t("pair-row", { row: format.count(first.row) }), t("pair-row", { row: format.count(second.row) }), t("pair-compared")].map((head, index) => (
              <th key={index} scope="col" className={cell({ isQuiet: true })}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filled.toSorted((a, b) => Number(b.differs) - Number(a.differs)).map(({ column, texts, differs }) => (
            <tr key={column} className={line} data-differs={differs}>
              <th scope="row" className={cell({ isQuiet: true })}>
                {column}
              </th>
              {texts.map((text, index) => (
                <td key={index} className={cell({ isOther: differs, isQuiet: text === "" })}>
                  {text === "" ? t("cell-empty") : text}
                </td>
              ))}
              <td className={cell({ isQuiet: !differs })}>{t(differs ? "pair-differs" : "pair-same")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
