/** Whom to tell, and when. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { NumberField } from "@react-spectrum/s2/NumberField";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { TextField } from "@react-spectrum/s2/TextField";
import { Text } from "@react-spectrum/s2";
import Copy from "@react-spectrum/s2/icons/Copy";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useTold } from "../../../components/messages/useTold";
import type { Tell } from "../../../generated/Tell";
import type { TellWhen } from "../../../generated/TellWhen";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import { usePlatform } from "../../../platform";
import { Line } from "./Line";
import type { Draft } from "./useDraft";

const WHEN: TellWhen[] = ["problems", "every_run"];
/** To begin with. */
const QUIET_DAYS = 3;

interface TellLinesProps {
  draft: Draft;
  /** The schedule whose key there is already. */
  keyOf: string | null;
}

export function TellLines({ draft, keyOf }: TellLinesProps) {
  const t = useWords();
  const { tell } = draft.schedule;
  const set = (changes: Partial<Tell>) => draft.change("all", { tell: { ...tell, ...changes } });
  return (
    <>
      <Line word={t("edit-tell")}>
        <Picker aria-label={t("edit-tell")} value={tell.when} onChange={(key) => set({ when: key as TellWhen })} styles={style({ width: 288 })} data-testid="tell">
          {WHEN.map((when) => (
            <PickerItem key={when} id={when}>
              {t(wordId("tell", when))}
            </PickerItem>
          ))}
        </Picker>
        {tell.webhook === null && (
          <ActionButton isQuiet onPress={() => set({ webhook: "" })} data-testid="add-webhook">
            {t("edit-webhook")}
          </ActionButton>
        )}
      </Line>
      {tell.webhook !== null && <Webhook draft={draft} url={tell.webhook} keyOf={keyOf} />}
      <Line word="">
        <Checkbox isSelected={tell.quiet_days !== null} onChange={(on) => set({ quiet_days: on ? QUIET_DAYS : null })} data-testid="quiet">
          {t("edit-quiet")}
        </Checkbox>
        <NumberField aria-label={t("edit-quiet-label")} hideStepper isDisabled={tell.quiet_days === null} minValue={1} maxValue={365} value={tell.quiet_days ?? QUIET_DAYS} onChange={(days) => set({ quiet_days: Number.isNaN(days) ? QUIET_DAYS : days })} styles={style({ width: 64 })} />
        <span>{t("edit-quiet-end", { count: tell.quiet_days ?? QUIET_DAYS })}</span>
      </Line>
    </>
  );
}

function Webhook({ draft, url, keyOf }: { draft: Draft; url: string; keyOf: string | null }) {
  const t = useWords();
  const platform = usePlatform();
  const told = useTold();
  const { tell } = draft.schedule;
  const copy = (id: string) => void platform.copyWebhookKey(id).then(() => told.done(t("edit-webhook-copied")), told.failed);
  return (
    <Line word="" part="webhook" fault={draft.faultOf("webhook")} hint={keyOf === null ? `${t("edit-webhook-text")} ${t("edit-webhook-later")}` : t("edit-webhook-text")}>
      <TextField autoFocus={url === ""} aria-label={t("edit-webhook-label")} type="url" placeholder="https://" value={url} onChange={(webhook) => draft.change("webhook", { tell: { ...tell, webhook } })} autoComplete="off" styles={style({ width: 288 })} data-testid="webhook" />
      {keyOf !== null && (
        <ActionButton onPress={() => copy(keyOf)} data-testid="copy-key">
          <Copy />
          <Text>{t("edit-webhook-key")}</Text>
        </ActionButton>
      )}
      <ActionButton isQuiet size="S" onPress={() => draft.change("webhook", { tell: { ...tell, webhook: null } })} data-testid="remove-webhook">
        {t("edit-webhook-remove")}
      </ActionButton>
      {told.line}
    </Line>
  );
}
