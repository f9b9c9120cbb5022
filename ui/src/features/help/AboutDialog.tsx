/** What this program is, as a user or whoever helps them needs to know it. */
import { Button } from "@react-spectrum/s2/Button";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { ButtonGroup, Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { CopyText } from "../../components/CopyText";
import { useTold } from "../../components/messages/useTold";
import { useLoaded } from "../../components/useLoaded";
import { useWords } from "../../i18n";
import { usePlatform } from "../../platform";

export function AboutDialog() {
  const t = useWords();
  const platform = usePlatform();
  const told = useTold();
  const [about] = useLoaded("about", () => platform.about());
  const facts =
    about.is === "there"
      ? (["version", "tauri", "webview", "system", "data", "logs"] as const).map((fact) => t(`about-${fact}`, { value: about.value[fact] })).join("\n")
      : "";
  return (
    <Dialog size="M">
      {({ close }) => (
        <>
          <Heading slot="title">{t("app-name")}</Heading>
          <Content>
            <div className={style({ display: "flex", flexDirection: "column", gap: 16 })} data-testid="about">
              <p className={style({ font: "body", margin: 0 })}>{t("about-text")}</p>
              {facts !== "" && <CopyText text={facts} label={t("about-facts")} />}
              <p className={style({ font: "body-sm", color: "neutral-subdued", margin: 0 })}>{t("about-marks")}</p>
              {told.line}
            </div>
          </Content>
          <ButtonGroup>
            <Button variant="secondary" fillStyle="outline" onPress={() => void platform.openLicences().catch(told.failed)} data-testid="licences">
              {t("about-licences")}
            </Button>
            <Button variant="accent" onPress={close} autoFocus>
              {t("close")}
            </Button>
          </ButtonGroup>
        </>
      )}
    </Dialog>
  );
}
