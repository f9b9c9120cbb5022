/** A file as it was understood, what will be sent of it, and what asks for attention. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { ProgressBar } from "@react-spectrum/s2/ProgressBar";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useId, useState, type Dispatch } from "react";
import { Page, push } from "../../../components/Page";
import { PlaceBadge } from "../../../components/PlaceBadge";
import { useAccentKey } from "../../../components/useAccentKey";
import type { FieldsInUse } from "../../../generated/FieldsInUse";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Reading } from "../../../generated/Reading";
import { useWords } from "../../../i18n";
import { useFieldNames } from "../../../i18n/field";
import { useProblemWords } from "../../../i18n/problem";
import { usePlatform } from "../../../platform";
import type { Checking, Step } from "../flow";
import { Bands, type Band } from "./Bands";
import { ChangeLine } from "./ChangeLine";
import { Chips } from "./Chips";
import { KnownMapping } from "./KnownMapping";
import { dutyOf, type Duty } from "./duty";
import { ColumnFilter, type Filter } from "./ColumnFilter";
import { MakeFields } from "./fields/MakeFields";
import { useFocusOnField } from "./fields/useFocusOnField";
import { MappingMenu } from "./MappingMenu";
import { MappingTable } from "./MappingTable";
import { PeopleDialogs, type AskedAbout } from "./people/PeopleDialogs";
import { PeopleLine } from "./people/PeopleLine";
import { unsentColumns } from "./people/uses";
import { useUndoKey } from "./useUndoKey";

interface CheckProps {
  flow: Checking;
  send: Dispatch<Step>;
  isShown: boolean;
  /** Reads the file anew. */
  onRead(reading: Reading): void;
  onOpenRun(run: string): void;
}

export function Check({ flow, send, isShown, onRead, onOpenRun }: CheckProps) {
  const t = useWords();
  const platform = usePlatform();
  const { opened, inspected, mapping, check } = flow;
  const names = useFieldNames(inspected.fields);
  const [filter, setFilter] = useState<Filter>("sent");
  const [openBands, setOpenBands] = useState<Band[]>([]);
  const focusOnField = useFocusOnField();
  const duty = dutyOf(flow);
  const map = (changed: MappingSet, words: string) => send({ do: "map", mapping: changed, words });
  const fieldsMade = ({ fields, mapping: changed, made }: FieldsInUse) => {
    send({ do: "fields made", fields, mapping: changed, words: t("fields-made", { count: made.fields.length }) });
    setFilter("sent");
    focusOnField(made.fields[0]?.field);
  };
  const addresses = (areNew: boolean) => void platform.believeNewAddresses(areNew).then(() => send({ do: "addresses", areNew }));
  const hasUnsent = unsentColumns(flow).length > 0;
  const [asked, setAsked] = useState<AskedAbout | null>(null);
  const identityId = useId();
  const cancel = () => {
    void platform.cancelCheck(opened.ticket);
    send({ do: "reset" });
  };
  const act = () => {
    switch (duty.is) {
      case "continue":
        return send({ do: "confirm" });
      case "check again":
        return send({ do: "check again" });
      case "answer":
        return setOpenBands((open) => [...new Set<Band>([...open, "please_check"])]);
      case "see rejects":
        return setOpenBands((open) => [...new Set<Band>([...open, "cannot_send"])]);
      case "choose e-mail":
      case "choose required":
        return setFilter("not");
      case "wait":
        return undefined;
    }
  };
  useAccentKey(isShown, act, cancel);
  useUndoKey(
    isShown,
    () => send({ do: "undo" }),
    () => send({ do: "redo" }),
  );
  const rows = check.is === "done" ? t("check-sub", { count: check.report.rows.read }) : t("check-sub-about", { count: inspected.inspection.rows_estimate });
  return (
    <Page
      title={opened.name}
      sub={
        <>
          <span>{rows}</span>
          <b className={style({ fontWeight: "bold", color: "neutral" })}>{inspected.target.dataset_name}</b>
          <PlaceBadge place={inspected.target.place} bold />
        </>
      }
      actions={
        <>
          <CheckProgress flow={flow} onStop={() => (send({ do: "stop check" }), void platform.cancelCheck(opened.ticket))} />
          <MappingMenu flow={flow} names={names} onMap={map} />
        </>
      }
      footer={
        <>
          <ChangeLine changes={flow.changes} send={send} />
          <span className={push} />
          <Button variant="secondary" onPress={cancel}>
            {t("check-cancel")}
          </Button>
          <Button variant="accent" isPending={duty.is === "wait"} onPress={act} aria-describedby={identityId} data-testid="check-continue" data-duty={duty.is}>
            {dutyWords(duty, t, names.of)}
          </Button>
        </>
      }
    >
      <CheckTrouble flow={flow} />
      <KnownMapping inspected={inspected} mapping={mapping} onMap={map} onOpenRun={onOpenRun} />
      <Chips inspected={inspected} />
      <PeopleLine identityId={identityId} flow={flow} onAsk={setAsked} onAddresses={addresses} />
      <ColumnFilter filter={filter} onFilter={setFilter} flow={flow} action={filter === "not" && hasUnsent && <MakeFields flow={flow} onMade={fieldsMade} />} />
      <MappingTable flow={flow} filter={filter} names={names} onMap={map} onAsk={setAsked} />
      <Bands flow={flow} open={openBands} onOpen={setOpenBands} onMap={map} onHeader={(header) => onRead({ ...mapping.reading, header })} onAddresses={addresses} />
      <PeopleDialogs asked={asked} flow={flow} names={names} onMap={map} onClose={() => setAsked(null)} />
    </Page>
  );
}

function dutyWords(duty: Duty, t: ReturnType<typeof useWords>, name: (path: string) => string): string {
  switch (duty.is) {
    case "wait":
      return t("check-wait");
    case "check again":
      return t("check-again");
    case "choose e-mail":
      return t("check-choose-email");
    case "choose required":
      return t("check-choose-required", { field: name(duty.field.path) });
    case "answer":
      return t("check-answer", { count: duty.count });
    case "see rejects":
      return t("check-see-rejects");
    case "continue":
      return t("check-continue");
  }
}

function CheckProgress({ flow, onStop }: { flow: Checking; onStop(): void }) {
  const t = useWords();
  if (flow.check.is !== "busy") return null;
  const progress = flow.check.progress;
  const share = progress?.bytes_total ? (progress.bytes_done / progress.bytes_total) * 100 : null;
  return (
    <>
      <ProgressBar label={t("check-reading")} size="S" isIndeterminate={share === null} value={share ?? undefined} styles={style({ width: 160 })} />
      <Button variant="secondary" size="S" onPress={onStop}>
        {t("check-stop")}
      </Button>
    </>
  );
}

function CheckTrouble({ flow }: { flow: Checking }) {
  const t = useWords();
  const problem = useProblemWords();
  const { check } = flow;
  if (check.is !== "failed" && check.is !== "stopped") return null;
  return (
    <InlineAlert variant={check.is === "failed" ? "negative" : "notice"} styles={style({ marginBottom: 16 })}>
      <Heading>{t(check.is === "failed" ? "error-title" : "check-stopped")}</Heading>
      <Content>{check.is === "failed" ? `${problem(check.failure.problem)} ${t(check.failure.sent ? "sent-maybe" : "sent-nothing")}` : t("check-nothing-sent")}</Content>
    </InlineAlert>
  );
}
