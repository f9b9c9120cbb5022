/** Switches an existing dataset on for profiles, after saying what that does and does not do. Parts of a dialog. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../../components/Trouble";
import type { DatasetView } from "../../../generated/DatasetView";
import { useWords } from "../../../i18n";
import { SetupSteps } from "./SetupSteps";
import type { TargetChoice } from "./useTarget";

export function EnableDataset({ choice, dataset }: { choice: TargetChoice; dataset: DatasetView }) {
  const t = useWords();
  const { enabling } = choice;
  const isBusy = enabling.is === "busy";
  return (
    <>
      <Heading slot="title">{t("enable-title", { name: dataset.name })}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          {enabling.is === "idle" && (
            <InlineAlert variant="notice" autoFocus>
              <Heading>{t("enable-final-title")}</Heading>
              <Content>{t("enable-final-text")}</Content>
            </InlineAlert>
          )}
          <SetupSteps setup={enabling} steps={["union", "dataset"]} />
          {enabling.failure && <Trouble failure={enabling.failure}>{t("setup-again-text")}</Trouble>}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={() => choice.go("pick")} isDisabled={isBusy}>
          {t("back")}
        </Button>
        <Button variant="accent" isPending={isBusy} onPress={choice.enable} data-testid="enable-go">
          {t(enabling.is === "failed" ? "setup-again" : "enable-go")}
        </Button>
      </ButtonGroup>
    </>
  );
}
