/** Data Prep beside us: the same customers through both, once somebody says so, because cells leave this computer. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Agreement, differs } from "../../../../components/Agreement";
import { PrepNotes } from "../../../../components/PrepNotes";
import { Trouble } from "../../../../components/Trouble";
import { useAsked } from "../../../../components/useAsked";
import { Waiting } from "../../../../components/Waiting";
import type { DataPrepField } from "../../../../generated/DataPrepField";
import type { DataPrepTrial } from "../../../../generated/DataPrepTrial";
import { useWords } from "../../../../i18n";
import type { FieldNames } from "../../../../i18n/field";
import { usePlatform } from "../../../../platform";
import type { Checking } from "../../flow";

interface PrepCheckProps {
  flow: Checking;
  names: FieldNames;
  onClose(): void;
}

const column = style({ display: "flex", flexDirection: "column", gap: 20 });

export function PrepCheck({ flow, names, onClose }: PrepCheckProps) {
  const t = useWords();
  const platform = usePlatform();
  const [trial, ask] = useAsked<DataPrepTrial>();
  const compare = () => void ask(() => platform.tryDataPrep(flow.opened.ticket, flow.mapping));
  const isThere = trial.is === "there";
  return (
    <Dialog size="L" data-testid="prep-check">
      <Heading slot="title">{t("prep-check-title")}</Heading>
      <Content>
        <div className={column}>
          {!isThere && <p className={style({ font: "body", margin: 0 })}>{t("prep-check-text")}</p>}
          <div>
            <div role="status">{trial.is === "coming" && <Waiting words={t("prep-check-busy")} />}</div>
            {trial.is === "failed" && <Trouble failure={trial.failure} />}
            {isThere && <Verdict trial={trial.value} />}
          </div>
          {isThere && <Fields trial={trial.value} names={names} />}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose} data-testid="prep-check-close">
          {t(isThere ? "close" : "cancel")}
        </Button>
        {!isThere && (
          <Button variant="accent" isPending={trial.is === "coming"} onPress={compare} data-testid="prep-check-go">
            {t("prep-check-go")}
          </Button>
        )}
      </ButtonGroup>
    </Dialog>
  );
}

function Verdict({ trial }: { trial: DataPrepTrial }) {
  const t = useWords();
  const count = trial.fields.filter((field) => differs(field, trial.shoppers)).length;
  return (
    <InlineAlert variant={count === 0 ? "positive" : "notice"}>
      <Heading>{t(count === 0 ? "prep-agrees" : "prep-disagrees", { count })}</Heading>
      <Content>{t("prep-compared", { count: trial.shoppers })}</Content>
    </InlineAlert>
  );
}

function Fields({ trial, names }: { trial: DataPrepTrial; names: FieldNames }) {
  const t = useWords();
  const rank = (field: DataPrepField) => (differs(field, trial.shoppers) ? 0 : 1);
  const fields = [...trial.fields].sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <Agreement fields={fields} shoppers={trial.shoppers} names={names} />
      {trial.export.left_out.length + trial.export.differs.length > 0 && (
        <Disclosure size="S" isQuiet>
          <DisclosureTitle level={3}>{t("prep-notes")}</DisclosureTitle>
          <DisclosurePanel>
            <div className={column}>
              <PrepNotes of={trial.export} names={names} />
            </div>
          </DisclosurePanel>
        </Disclosure>
      )}
    </>
  );
}
