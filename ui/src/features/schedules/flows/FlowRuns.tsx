/** The last runs of a dataflow on the platform, the latest first. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import { Cell, Column, Row, TableBody, TableHeader, TableView } from "@react-spectrum/s2/TableView";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Tone } from "../../../components/RunStatus";
import type { FlowRunState } from "../../../generated/FlowRunState";
import type { FlowRunView } from "../../../generated/FlowRunView";
import type { FlowView } from "../../../generated/FlowView";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { wordId } from "../../../i18n/words";

const TONES: Record<FlowRunState, Tone> = { running: "informative", succeeded: "positive", partial: "notice", failed: "negative" };

interface Col {
  id: "when" | "state" | "files" | "read" | "brought" | "refused";
  width: number | `${number}fr`;
  isEnd?: boolean;
}

const COLUMNS: Col[] = [
  { id: "when", width: 176 },
  { id: "state", width: "1fr" },
  { id: "files", width: 96, isEnd: true },
  { id: "read", width: 96, isEnd: true },
  { id: "brought", width: 96, isEnd: true },
  { id: "refused", width: 108, isEnd: true },
];

export function FlowRuns({ flow, onClose }: { flow: FlowView; onClose(): void }) {
  const t = useWords();
  const format = useFormat();
  const content = (run: FlowRunView, id: Col["id"]) => {
    if (id === "when") return run.started === null ? "" : format.when(run.started);
    if (id === "state") {
      return (
        <StatusLight size="S" variant={TONES[run.status]}>
          {t(wordId("flow-run", run.status))}
        </StatusLight>
      );
    }
    const count = run[id];
    return count === null ? "" : format.count(count);
  };
  const said = flow.runs.find((run) => run.said !== null)?.said ?? null;
  return (
    <Dialog size="XL" data-testid="flow-runs">
      <Heading slot="title">{t("flow-runs-title", { name: flow.name })}</Heading>
      <Content>
        {flow.runs.length === 0 && <p className={style({ font: "body", margin: 0 })}>{t("last-run-none")}</p>}
        {flow.runs.length > 0 && (
          <TableView aria-label={t("flow-runs-title", { name: flow.name })} isQuiet styles={style({ height: 320 })}>
            <TableHeader columns={COLUMNS}>
              {(column) => (
                <Column id={column.id} isRowHeader={column.id === "when"} width={column.width} align={column.isEnd ? "end" : "start"}>
                  {t(`flow-runs-${column.id}`)}
                </Column>
              )}
            </TableHeader>
            <TableBody items={flow.runs}>
              {(run) => (
                <Row id={run.id} columns={COLUMNS}>
                  {(column) => <Cell align={column.isEnd ? "end" : "start"}>{content(run, column.id)}</Cell>}
                </Row>
              )}
            </TableBody>
          </TableView>
        )}
        {said !== null && <p className={style({ font: "ui", color: "neutral", marginBottom: 0, overflowWrap: "anywhere" })}>{t("flow-runs-said", { said })}</p>}
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose} data-testid="flow-runs-close">
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
