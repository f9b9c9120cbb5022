/** Makes a dataset for shoppers with everything that it needs: says first what cannot be taken back, then each step. Parts of a dialog. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../../components/Trouble";
import type { SetupStep } from "../../../generated/SetupStep";
import { useWords } from "../../../i18n";
import { SetupSteps } from "./SetupSteps";
import type { TargetChoice } from "./useTarget";

const STEPS: SetupStep[] = ["schema", "union", "dataset"];

export function CreateDataset({ choice, sandbox }: { choice: TargetChoice; sandbox: string }) {
  const t = useWords();
  const { name, byNumber, making } = choice;
  const isBusy = making.is === "busy";
  return (
    <>
      <Heading slot="title">{t("create-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <TextField autoFocus label={t("create-name")} description={t("create-name-text")} value={name} onChange={choice.setName} isDisabled={isBusy} maxLength={100} isRequired necessityIndicator="label" styles={style({ width: "full" })} />
          <RadioGroup label={t("create-identity")} description={t("create-identity-text")} value={byNumber ? "number" : "email"} onChange={(key) => choice.setByNumber(key === "number")} isDisabled={isBusy}>
            <Radio value="email">{t("create-identity-email")}</Radio>
            <Radio value="number">{t("create-identity-number")}</Radio>
          </RadioGroup>
          {making.is === "idle" && (
            <InlineAlert variant="notice">
              <Heading>{t("create-final-title")}</Heading>
              <Content>{t("create-final-text", { sandbox })}</Content>
            </InlineAlert>
          )}
          <SetupSteps setup={making} steps={byNumber ? ["namespace", ...STEPS] : STEPS} />
          {making.failure && <Trouble failure={making.failure}>{t("setup-again-text")}</Trouble>}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={() => choice.go("pick")} isDisabled={isBusy}>
          {t("back")}
        </Button>
        <Button variant="accent" isPending={isBusy} isDisabled={name.trim() === ""} onPress={choice.create} data-testid="create-go">
          {t(making.is === "failed" ? "setup-again" : "create-go")}
        </Button>
      </ButtonGroup>
    </>
  );
}
