/** One customer sent ahead of the others. Whoever is taken is really stored, which is said before the button is pressed. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Form } from "@react-spectrum/s2/Form";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Opener } from "../../../components/Opener";
import { useAsked } from "../../../components/useAsked";
import { useLoaded } from "../../../components/useLoaded";
import type { RecordTrial } from "../../../generated/RecordTrial";
import type { Target } from "../../../generated/Target";
import { useWords } from "../../../i18n";
import { usePlatform } from "../../../platform";
import type { Checking } from "../flow";
import { TrialAnswer } from "./TrialAnswer";

export function TryOne({ of }: { of: Checking }) {
  const t = useWords();
  return (
    <Opener label={t("try-open")} testId="try-open">
      {(close) => <TryDialog of={of} onClose={close} />}
    </Opener>
  );
}

/** Null where no name is to be typed. */
function useName(target: Target) {
  const platform = usePlatform();
  const isProduction = target.place === "production";
  const [confirmed] = useLoaded(isProduction ? target.sandbox : null, () => platform.productionConfirmed(target.connection_id, target.sandbox));
  const [typed, setTyped] = useState("");
  const isKnown = confirmed.is === "there" && confirmed.value;
  // Where that cannot be known, the careful way.
  const isAsked = isProduction && confirmed.is !== "coming" && !isKnown;
  return { typed, setTyped, isAsked, isRight: isAsked ? typed.trim() === target.sandbox : !isProduction || isKnown };
}

function TryDialog({ of, onClose }: { of: Checking; onClose(): void }) {
  const t = useWords();
  const platform = usePlatform();
  const { target } = of.inspected;
  const name = useName(target);
  const [row, setRow] = useState<number | null>(null);
  const [trial, ask] = useAsked<RecordTrial>();
  const isBusy = trial.is === "coming";
  const isReady = !isBusy && name.isRight && !Number.isNaN(row);
  const send = () => {
    if (isReady) void ask(() => platform.tryRecord(of.opened.ticket, of.mapping, row, name.isAsked ? name.typed.trim() : null));
  };
  return (
    <Dialog size="M" isKeyboardDismissDisabled={isBusy} data-testid="try">
      <Heading slot="title">{t("try-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <Warning target={target} />
          <Form
            isDisabled={isBusy}
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <RadioGroup label={t("try-which")} value={row === null ? "first" : "other"} onChange={(key) => setRow(key === "first" ? null : 1)}>
              <Radio value="first">{t("try-first")}</Radio>
              <Radio value="other">{t("try-other")}</Radio>
            </RadioGroup>
            {row !== null && <NumberField autoFocus data-testid="try-row" label={t("try-row")} description={t("try-row-text")} value={row} minValue={1} onChange={setRow} styles={style({ width: 160 })} />}
            {name.isAsked && <TextField data-testid="try-name" label={t("confirm-type-label", { sandbox: target.sandbox })} description={t("confirm-type-text")} value={name.typed} onChange={name.setTyped} autoComplete="off" styles={style({ width: "full" })} />}
          </Form>
          <TrialAnswer trial={trial} target={target} />
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" isDisabled={isBusy} onPress={onClose} data-testid="try-close">
          {t(trial.is === "there" ? "close" : "cancel")}
        </Button>
        <Button variant="accent" isDisabled={!isReady && !isBusy} isPending={isBusy} onPress={send} data-testid="try-go">
          {t("try-go")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function Warning({ target }: { target: Target }) {
  const t = useWords();
  const text = t("try-text", { place: target.place, dataset: target.dataset_name, sandbox: target.sandbox });
  if (target.place !== "production") return <p className={style({ font: "body", margin: 0 })}>{text}</p>;
  return (
    <InlineAlert variant="notice">
      <Heading>{t("try-production-title")}</Heading>
      <Content>{text}</Content>
    </InlineAlert>
  );
}
