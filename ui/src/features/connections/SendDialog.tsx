/** How a connection is sent to: how many bad rows the platform may leave out, and how fast we send. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Form } from "@react-spectrum/s2/Form";
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Switch } from "@react-spectrum/s2/Switch";
import { Content, Heading, Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { SendSettings } from "../../generated/SendSettings";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { asFailure, usePlatform } from "../../platform";

const KILO = 1024;
/** A limit to begin with, in KB a second. */
const USUAL = 512;
const LOWEST = 16;

interface SendDialogProps {
  connection: ConnectionView;
  onClose(): void;
}

export function SendDialog({ connection, onClose }: SendDialogProps) {
  const t = useWords();
  const platform = usePlatform();
  const problem = useProblemWords();
  const [settings, setSettings] = useState<SendSettings | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    platform.sendSettings(connection.id).then(setSettings, (reason: unknown) => setWrong(problem(asFailure(reason).problem)));
    // Read once, when the dialog opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [connection.id]);
  const change = (changes: Partial<SendSettings>) => setSettings((now) => now && { ...now, ...changes });
  const save = () => settings && void platform.setSendSettings(connection.id, settings).then(onClose, (reason: unknown) => setWrong(problem(asFailure(reason).problem)));
  const rate = settings?.bytes_per_second ?? null;
  return (
    <Dialog size="M">
      <Heading slot="title">{t("sending-title")}</Heading>
      <Content>
        {wrong !== null && <p role="alert">{wrong}</p>}
        {settings !== null && (
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <NumberField autoFocus data-testid="field-threshold" label={t("sending-threshold")} description={t("sending-threshold-text")} value={settings.threshold} minValue={0} maxValue={100} onChange={(threshold) => change({ threshold })} styles={style({ width: 288 })} />
            <Switch isSelected={rate !== null} onChange={(on) => change({ bytes_per_second: on ? USUAL * KILO : null })}>
              {t("sending-limit")}
            </Switch>
            {rate !== null && (
              <NumberField data-testid="field-rate" label={t("sending-rate")} description={t("sending-rate-text")} value={Math.round(rate / KILO)} minValue={LOWEST} onChange={(kilobytes) => change({ bytes_per_second: kilobytes * KILO })} styles={style({ width: 288 })} />
            )}
            <Switch data-testid="field-consent" isSelected={settings.look_up_consent} onChange={(look_up_consent) => change({ look_up_consent })}>
              {t("sending-consent")}
            </Switch>
            <Text styles={style({ font: "ui-sm", color: "neutral-subdued" })}>{t("sending-consent-text")}</Text>
          </Form>
        )}
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={settings === null} onPress={save} data-testid="sending-save">
          {t("sending-save")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
