/** The fields of a credential. The secret is typed, never shown, and gone from here as soon as it is handed over. */
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { TextField } from "@react-spectrum/s2/TextField";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Fields } from "./useDraft";

interface CredentialFieldsProps {
  fields: Fields;
  secret: string;
  /** The program holds a secret already. */
  isHeld: boolean;
  isBusy: boolean;
  onChange(changed: Partial<Fields>): void;
  onSecret(secret: string): void;
}

const full = style({ width: "full" });

export function CredentialFields({ fields, secret, isHeld, isBusy, onChange, onSecret }: CredentialFieldsProps) {
  const t = useWords();
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
      <div className={style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 760px)": ["minmax(0, 1fr)", "minmax(0, 1fr)"] }, columnGap: 24, rowGap: 16 })}>
        <TextField autoFocus={!isHeld} data-testid="field-name" label={t("credential-name")} description={t("credential-name-text")} value={fields.name} onChange={(name) => onChange({ name })} isDisabled={isBusy} isRequired necessityIndicator="label" maxLength={80} styles={full} />
        <TextField data-testid="field-org" label={t("credential-org")} description={t("credential-org-text")} value={fields.orgId} onChange={(orgId) => onChange({ orgId })} isDisabled={isBusy} isRequired necessityIndicator="label" styles={full} />
        <TextField data-testid="field-client" label={t("credential-client")} value={fields.clientId} onChange={(clientId) => onChange({ clientId })} isDisabled={isBusy} isRequired necessityIndicator="label" autoComplete="off" styles={full} />
        <TextField data-testid="field-secret" type="password" label={t("credential-secret")} description={isHeld ? t("credential-secret-held") : t(wordId("keychain", "available"))} value={secret} onChange={onSecret} isDisabled={isBusy} isRequired={!isHeld} necessityIndicator={isHeld ? "icon" : "label"} autoComplete="off" styles={full} />
      </div>
      <Disclosure size="S" isQuiet>
        <DisclosureTitle>{t("add-more")}</DisclosureTitle>
        <DisclosurePanel>
          <div className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
            <TextField data-testid="field-scopes" label={t("credential-scopes")} description={t("credential-scopes-text")} value={fields.scopes} onChange={(scopes) => onChange({ scopes })} isDisabled={isBusy} styles={full} />
            <TextField data-testid="field-region" label={t("credential-region")} description={t("credential-region-text")} value={fields.region} onChange={(region) => onChange({ region })} isDisabled={isBusy} maxLength={20} styles={full} />
          </div>
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}
