/** The rows behind a number about consent. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../../../components/Trouble";
import { useLoaded } from "../../../../components/useLoaded";
import type { ConsentCounts } from "../../../../generated/ConsentCounts";
import type { ConsentStand } from "../../../../generated/ConsentStand";
import type { RowCells } from "../../../../generated/RowCells";
import { useWords } from "../../../../i18n";
import { useChannelWords } from "../../../../i18n/people";
import { usePlatform } from "../../../../platform";
import type { Checking } from "../../flow";
import { RowTable } from "../RowTable";
import { speakers } from "./consent";
import { emailColumn } from "./identity";

interface ConsentRowsProps {
  flow: Checking;
  counts: ConsentCounts;
  stand: ConsentStand;
  onClose(): void;
}

/** What it is about comes first, then who it is. */
function arranged(row: RowCells, first: string[]): RowCells {
  const rank = (column: string) => (first.includes(column) ? first.indexOf(column) : first.length);
  return { ...row, cells: row.cells.toSorted((a, b) => rank(a.column) - rank(b.column)) };
}

export function ConsentRows({ flow, counts, stand, onClose }: ConsentRowsProps) {
  const t = useWords();
  const platform = usePlatform();
  const channel = useChannelWords();
  const { mapping, opened } = flow;
  const [rows] = useLoaded(`${counts.channel} ${stand}`, () => platform.consentRows(opened.ticket, mapping, counts.channel, stand));
  const spoken = speakers(mapping).map(({ column }) => column);
  const first = [emailColumn(mapping) ?? "", ...spoken];
  const title = t("consent-rows-title", { stand, count: counts[stand], channel: channel(counts.channel) });
  return (
    <Dialog size="XL">
      <Heading slot="title">{title}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 12 })} data-testid="consent-rows">
          {rows.is === "failed" && <Trouble failure={rows.failure} />}
          {rows.is === "coming" && <p className={style({ font: "ui", margin: 0 })}>{t("consent-rows-coming")}</p>}
          {rows.is === "there" && <p className={style({ font: "ui", margin: 0 })}>{t(rows.value.length === 0 ? "consent-rows-none" : "consent-rows-text", { count: rows.value.length })}</p>}
          {rows.is === "there" && rows.value.length > 0 && (
            <div tabIndex={0} role="group" aria-label={title} className={style({ overflow: "auto", maxHeight: 432 })}>
              <RowTable label={title} rows={rows.value.map((row) => arranged(row, first))} isMeant={(column) => spoken.includes(column)} />
            </div>
          )}
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
