/** The review of proposed fields. Making them is for good, which is said beside the button. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Trouble } from "../../../../components/Trouble";
import { useAsked } from "../../../../components/useAsked";
import { useLoaded, type Loaded } from "../../../../components/useLoaded";
import { Waiting } from "../../../../components/Waiting";
import type { FieldProposal } from "../../../../generated/FieldProposal";
import type { FieldsInUse } from "../../../../generated/FieldsInUse";
import { useWords } from "../../../../i18n";
import { usePlatform } from "../../../../platform";
import type { Checking } from "../../flow";
import { FieldRows } from "./FieldRows";
import { faultsOf, groupTitle, isTitle, wanted, type Reviewed } from "./review";

interface FieldsDialogProps {
  flow: Checking;
  onMade(inUse: FieldsInUse): void;
  onClose(): void;
}

const column = style({ display: "flex", flexDirection: "column", gap: 20 });
const plain = style({ font: "body", margin: 0 });

export function FieldsDialog({ flow, onMade, onClose }: FieldsDialogProps) {
  const t = useWords();
  const platform = usePlatform();
  const { opened, mapping, inspected } = flow;
  const [proposal] = useLoaded(opened.ticket, () => platform.proposeFields(opened.ticket, mapping));
  const [edited, setFields] = useState<Reviewed[] | null>(null);
  const [title, setTitle] = useState(() => groupTitle(opened.name, (file) => t("fields-group-usual", { file })));
  const [making, ask] = useAsked<FieldsInUse>();
  const fields = edited ?? reviewed(proposal);
  const faults = faultsOf(fields, inspected.fields);
  const count = fields.filter(({ isOn }) => isOn).length;
  const isBusy = making.is === "coming";
  const isReady = count > 0 && isTitle(title) && faults.every((fault) => fault === null);
  const make = () =>
    void ask(async () => {
      const inUse = await platform.createFields(opened.ticket, mapping, { version: 1, title: title.trim(), fields: wanted(fields) });
      onMade(inUse);
      return inUse;
    });
  return (
    <Dialog size="XL" isKeyboardDismissDisabled={isBusy} data-testid="fields">
      <Heading slot="title">{t("fields-title")}</Heading>
      <Content>
        <div className={column}>
          {fields.length > 0 && (
            <>
              <p className={plain}>{t("fields-text", { dataset: inspected.target.dataset_name })}</p>
              <FieldRows fields={fields} faults={faults} columns={inspected.inspection.columns} isDisabled={isBusy} onChange={setFields} />
              <TextField label={t("fields-group")} value={title} onChange={setTitle} isDisabled={isBusy} isInvalid={!isTitle(title)} errorMessage={t("fields-fault-group")} autoComplete="off" styles={style({ width: 400 })} />
              <InlineAlert variant="notice">
                <Heading>{t("fields-final-title")}</Heading>
                <Content>{t("fields-final-text", { sandbox: inspected.target.sandbox })}</Content>
              </InlineAlert>
            </>
          )}
          <div>
            {/* There from the start: a region that comes with its words is not read out. */}
            <div role="status">
              {proposal.is === "coming" && <Waiting words={t("fields-loading")} />}
              {proposal.is === "there" && fields.length === 0 && <p className={plain}>{t("fields-none")}</p>}
              {isBusy && <Waiting words={t("fields-busy")} />}
            </div>
            {proposal.is === "failed" && <Trouble failure={proposal.failure} />}
            {making.is === "failed" && <Trouble failure={making.failure} />}
          </div>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" isDisabled={isBusy} onPress={onClose} data-testid="fields-close">
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={!isReady} isPending={isBusy} onPress={make} data-testid="fields-go">
          {t("fields-go", { count })}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

/** All of them, until somebody takes one out. */
function reviewed(proposal: Loaded<FieldProposal>): Reviewed[] {
  return proposal.is === "there" ? proposal.value.fields.map((field) => ({ ...field, isOn: true })) : [];
}
