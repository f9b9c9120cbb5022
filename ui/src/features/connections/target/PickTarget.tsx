/** The sandbox and dataset pickers themselves, with what is to be known about the choice before it is made. Parts of a dialog. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import { Content, Heading, Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef } from "react";
import { PlaceBadge } from "../../../components/PlaceBadge";
import { Trouble } from "../../../components/Trouble";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { DatasetView } from "../../../generated/DatasetView";
import { useWords } from "../../../i18n";
import { DatasetList } from "./DatasetList";
import type { TargetChoice } from "./useTarget";

interface PickTargetProps {
  connection: ConnectionView;
  choice: TargetChoice;
  offersUse: boolean;
  onClose(): void;
}

export function PickTarget({ connection, choice, offersUse, onClose }: PickTargetProps) {
  const t = useWords();
  const { sandboxes, sandbox, datasets, dataset } = choice;
  const failed = sandboxes.is === "failed" ? sandboxes.failure : datasets.is === "failed" ? datasets.failure : null;
  const isComing = sandboxes.is === "coming" || (sandbox !== null && datasets.is === "coming");
  return (
    <>
      <Heading slot="title">{t("target-title")}</Heading>
      <Content>
        <Intro />
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          {sandboxes.is === "there" && sandbox && (
            <div className={style({ display: "flex", alignItems: "end", gap: 12 })}>
              <Picker label={t("target-sandbox")} data-testid="sandbox" selectedKey={sandbox.name} onSelectionChange={(key) => choice.pickSandbox(String(key))} items={sandboxes.value.map((one) => ({ ...one, id: one.name }))} styles={style({ width: 280 })}>
                {(one) => (
                  <PickerItem id={one.name} textValue={one.title}>
                    <Text slot="label">{one.title}</Text>
                    <Text slot="description">{t(one.production ? "sandbox-production" : "sandbox-development", { name: one.name })}</Text>
                  </PickerItem>
                )}
              </Picker>
              <div className={style({ height: 32, display: "flex", alignItems: "center" })}>
                <PlaceBadge place={sandbox.production ? "production" : connection.place === "practice" ? "practice" : "development"} bold />
              </div>
            </div>
          )}
          {sandboxes.is === "there" && !sandbox && (
            <InlineAlert variant="notice">
              <Heading>{t("sandbox-none-title")}</Heading>
              <Content>{t("sandbox-none-text")}</Content>
            </InlineAlert>
          )}
          {isComing && <ProgressCircle aria-label={t("target-loading")} isIndeterminate />}
          {failed && (
            <Trouble failure={failed}>
              <Button size="S" variant="secondary" onPress={choice.again}>
                {t("try-again")}
              </Button>
            </Trouble>
          )}
          {datasets.is === "there" && (
            <>
              <DatasetList datasets={datasets.value} selected={dataset?.id ?? null} onSelect={choice.pickDataset} />
              <Button size="S" variant="secondary" onPress={() => choice.go("create")} styles={style({ alignSelf: "start" })} data-testid="create-dataset">
                {t("create-open")}
              </Button>
            </>
          )}
          <div aria-live="polite">{dataset && <Consequence dataset={dataset} onEnable={() => choice.go("enable")} />}</div>
          {offersUse && (
            <Checkbox isSelected={choice.uses} onChange={choice.setUses}>
              {t("target-use")}
            </Checkbox>
          )}
          {choice.unsaved && <Trouble failure={choice.unsaved} />}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t(offersUse ? "target-later" : "cancel")}
        </Button>
        <Button variant="accent" isPending={choice.isSaving} isDisabled={!dataset?.profile} onPress={choice.choose} data-testid="target-choose">
          {t("target-choose")}
        </Button>
      </ButtonGroup>
    </>
  );
}

/** This step takes another one's place: its beginning is where the reader should be. */
function Intro() {
  const t = useWords();
  const intro = useRef<HTMLParagraphElement>(null);
  useEffect(() => intro.current?.focus(), []);
  return (
    <p ref={intro} tabIndex={-1} className={style({ font: "ui", color: "neutral-subdued", marginTop: 0, marginBottom: 20, outlineStyle: "none" })}>
      {t("target-text")}
    </p>
  );
}

/** What choosing this dataset means, where that is not simply good. */
function Consequence({ dataset, onEnable }: { dataset: DatasetView; onEnable(): void }) {
  const t = useWords();
  const kind = !dataset.profile ? "off" : dataset.connector ? "connector" : dataset.keeps_missing ? null : "replaces";
  if (!kind) return null;
  return (
    <InlineAlert variant="notice">
      <Heading>{t(`target-${kind}-title`)}</Heading>
      <Content>
        <p className={style({ margin: 0 })}>{t(`target-${kind}-text`, { name: dataset.name })}</p>
        {kind === "off" && (
          <Button size="S" variant="secondary" onPress={onEnable} styles={style({ marginTop: 12 })} data-testid="enable-dataset">
            {t("enable-open")}
          </Button>
        )}
      </Content>
    </InlineAlert>
  );
}
