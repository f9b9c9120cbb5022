/** What tells customers apart: a choice with its consequence, because the platform cannot take people apart again. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { RadioGroup } from "@react-spectrum/s2/RadioGroup";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Trouble } from "../../../../components/Trouble";
import { useLoaded } from "../../../../components/useLoaded";
import type { IdentityWays } from "../../../../generated/IdentityWays";
import { useWords } from "../../../../i18n";
import type { FieldNames } from "../../../../i18n/field";
import { EMAIL, useIdentityWords } from "../../../../i18n/people";
import { usePlatform } from "../../../../platform";
import type { Checking } from "../../flow";
import { ColumnPicker, NamespacePicker } from "./pickers";
import { IdentityCard } from "./IdentityCard";
import { chosenNow, emailColumn, isSame, numberOfLayout, wayOf, type Chosen } from "./identity";
import { peopleBy, useFirstRows } from "./usePeople";
import { useAnswer, type OnMap } from "./useAnswer";

interface IdentityDialogProps {
  flow: Checking;
  names: FieldNames;
  onMap: OnMap;
  onClose(): void;
}

const stack = style({ display: "flex", flexDirection: "column", gap: 16 });

export function IdentityDialog(props: IdentityDialogProps) {
  const t = useWords();
  const platform = usePlatform();
  const { flow, onMap, onClose } = props;
  const [ways] = useLoaded("ways", () => platform.identityWays());
  const [chosen, setChosen] = useState<Chosen>(() => chosenNow(flow));
  const { answer, isAsking, trouble } = useAnswer(flow, onMap);
  const words = useIdentityWords();
  const way = wayOf(chosen, flow, ways.is === "there" ? ways.value.field : null);
  const apply = async () => {
    if (way === null || isSame(chosen, chosenNow(flow))) return onClose();
    const what = words([{ ...way, field: null, primary: true, count: null }]) ?? "";
    if (await answer(t("identity-changed", { what }), (asked, mapping) => asked.answerIdentity(mapping, way.column, way.namespace))) onClose();
  };
  return (
    <Dialog size="L">
      <Heading slot="title">{t("identity-title")}</Heading>
      <Content>
        <div className={stack} data-testid="identity-dialog">
          {ways.is === "failed" && <Trouble failure={ways.failure} />}
          {ways.is === "there" && (ways.value.field === null ? <Cards {...props} ways={ways.value} chosen={chosen} onChoose={setChosen} /> : <OwnField {...props} field={ways.value.field} chosen={chosen} onChoose={setChosen} />)}
          {(chosen.by !== "email" || (ways.is === "there" && ways.value.field !== null)) && (
            <InlineAlert variant="notice">
              <Heading>{t("identity-final-title")}</Heading>
              <Content>{t("identity-final")}</Content>
            </InlineAlert>
          )}
          <p role="alert" className={style({ font: "ui", color: "negative", margin: 0 })}>
            {trouble}
          </p>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={way === null} isPending={isAsking} onPress={() => void apply()} data-testid="identity-apply">
          {t("apply")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

interface ChoosingProps {
  chosen: Chosen;
  onChoose(chosen: Chosen): void;
}

function Cards({ flow, ways, chosen, onChoose }: IdentityDialogProps & ChoosingProps & { ways: IdentityWays }) {
  const t = useWords();
  const rows = useFirstRows(flow.opened.ticket);
  const number = numberOfLayout(flow.inspected);
  const people = (column: string | null) => peopleBy(rows, column, flow.mapping);
  const namespaces = ways.namespaces.filter((code) => code !== EMAIL);
  return (
    <RadioGroup aria-label={t("identity-title")} value={chosen.by} onChange={(by) => onChoose({ ...chosen, by: by as Chosen["by"] })}>
      <IdentityCard id="email" title={t("identity-email")} text={t("identity-email-text")} isChosen={chosen.by === "email"} people={people(emailColumn(flow.mapping))} />
      {number !== null && <IdentityCard id="commerce" title={t("identity-commerce", { column: number.column })} text={t("identity-commerce-text")} isChosen={chosen.by === "commerce"} people={people(number.column)} />}
      <IdentityCard id="other" title={t("identity-other")} text={t("identity-other-text")} isChosen={chosen.by === "other"} people={chosen.by === "other" ? people(chosen.column) : null}>
        {chosen.by === "other" && (
          <div className={style({ display: "flex", gap: 12, flexWrap: "wrap", alignItems: "start" })}>
            <ColumnPicker label={t("identity-other-column")} flow={flow} chosen={chosen.column} onChoose={(column) => onChoose({ ...chosen, column })} />
            <NamespacePicker namespaces={namespaces} chosen={chosen.namespace} onChoose={(namespace) => onChoose({ ...chosen, namespace })} />
          </div>
        )}
      </IdentityCard>
    </RadioGroup>
  );
}

/** The schema says which field it is; only its column is open. */
function OwnField({ flow, names, field, chosen, onChoose }: IdentityDialogProps & ChoosingProps & { field: NonNullable<IdentityWays["field"]> }) {
  const t = useWords();
  const rows = useFirstRows(flow.opened.ticket);
  const column = chosen.column ?? flow.mapping.fields.find((entry) => entry.field === field.path)?.column ?? null;
  const people = peopleBy(rows, column, flow.mapping);
  return (
    <div className={stack}>
      <p className={style({ font: "ui", margin: 0 })}>{t("question-identity-text", { field: names.of(field.path), namespace: field.namespace })}</p>
      <ColumnPicker label={t("identity-other-column")} flow={flow} chosen={column} onChoose={(now) => onChoose({ by: "other", column: now, namespace: field.namespace })} />
      {people.length > 0 && (
        <ul aria-label={t("identity-examples")} className={style({ margin: 0, font: "ui-sm", color: "neutral-subdued" })}>
          {people.map(({ row, name, value }) => (
            <li key={row}>{name === "" ? value : t("identity-example", { name, value })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
