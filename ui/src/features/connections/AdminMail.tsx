/** A ready-written mail for those who cannot make the credential themselves. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { SegmentedControl, SegmentedControlItem } from "@react-spectrum/s2/SegmentedControl";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { CopyText } from "../../components/CopyText";
import type { ConnectionView } from "../../generated/ConnectionView";
import { bundleOf, LANGUAGES, languageOf, useWords, type Language } from "../../i18n";
import { useLocale } from "@react-spectrum/s2";

interface AdminMailProps {
  /** The connection that lacks something; null before there is one. */
  about: Pick<ConnectionView, "client_id" | "sandbox"> | null;
  onClose(): void;
}

/** The mail is in the administrator's language, which need not be the page's. */
function mailIn(language: Language, about: AdminMailProps["about"]): string {
  const bundle = bundleOf(language);
  const say = (id: string, variables = {}) => {
    const message = bundle.getMessage(id);
    return message?.value ? bundle.formatPattern(message.value, variables) : id;
  };
  const parts = [say("mail-subject"), say("mail-hello")];
  if (about?.client_id) parts.push(say("mail-client", { client: about.client_id }));
  else parts.push(say("mail-project"));
  parts.push(say(about?.sandbox ? "mail-role-sandbox" : "mail-role", { sandbox: about?.sandbox ?? "" }), say(about?.client_id ? "mail-end" : "mail-send"));
  return parts.join("\n\n");
}

export function AdminMail({ about, onClose }: AdminMailProps) {
  const t = useWords();
  const { locale } = useLocale();
  const [language, setLanguage] = useState<Language>(languageOf(locale));
  return (
    <Dialog size="L">
      <Heading slot="title">{t("mail-title")}</Heading>
      <Content>
        <p className={style({ font: "ui", color: "neutral-subdued", marginTop: 0, marginBottom: 16 })}>{t("mail-text")}</p>
        <div className={style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 16 })}>
          <SegmentedControl aria-label={t("mail-language")} selectedKey={language} onSelectionChange={(key) => setLanguage(key as Language)}>
            {LANGUAGES.map((one) => (
              <SegmentedControlItem key={one} id={one}>
                {t(`language-${one}`)}
              </SegmentedControlItem>
            ))}
          </SegmentedControl>
          <div lang={language} className={style({ width: "full" })}>
            <CopyText text={mailIn(language, about)} label={t("mail-title")} maxHeight={320} />
          </div>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
