/** The first step: a JSON of Developer Console or four fields, the four ticks, Save. Parts of a dialog, without state. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Link } from "@react-spectrum/s2/Link";
import { Content, Footer, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Trouble } from "../../../components/Trouble";
import { useWords } from "../../../i18n";
import { Checks } from "../Checks";
import { KeepTrouble } from "../KeepTrouble";
import { CredentialFields } from "./CredentialFields";
import type { Entry } from "./useCredentials";

export function Credentials({ entry, onMail, onClose }: { entry: Entry; onMail(): void; onClose(): void }) {
  const t = useWords();
  const { work, fields, secret, unread, isRead } = entry;
  const { trial } = work;
  const isBusy = trial.is === "busy" || work.isSaving;
  const isRefused = trial.is === "done" && !trial.check.good;
  const isComplete = fields.name.trim() !== "" && fields.clientId.trim() !== "" && fields.orgId.trim() !== "" && (secret !== "" || work.draft !== null);
  const save = () => void entry.save();
  return (
    <>
      <Heading slot="title">{t("add-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <div className={style({ display: "flex", alignItems: "center", gap: 12, flexWrap: "wrap", font: "ui", color: "neutral-subdued" })}>
            <Button size="S" variant="secondary" onPress={entry.choose} isDisabled={isBusy} data-testid="choose-json">
              {t("add-choose")}
            </Button>
            <span>{t(isRead ? "add-read" : "add-or-fields")}</span>
          </div>
          {unread && <Trouble failure={unread} />}
          <CredentialFields
            fields={fields}
            secret={secret}
            isHeld={work.draft !== null}
            isBusy={isBusy}
            onChange={entry.change}
            onSecret={entry.typeSecret}
          />
          {work.draft?.api_missing && <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("add-api-missing")}</p>}
          {work.draft?.second_secret && <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("add-second-secret")}</p>}
          <Checks trial={trial} remedies={{ admin: onMail, again: save }} isCompact />
          {work.unkept && <KeepTrouble failure={work.unkept} isBusy={work.isSaving} onAgain={() => entry.keep(false)} onSession={() => entry.keep(true)} />}
        </div>
      </Content>
      <Footer>
        <span className={style({ font: "ui" })}>
          <Link onPress={onMail} data-testid="open-mail">
            {t("add-mail")}
          </Link>
        </span>
      </Footer>
      <ButtonGroup>
        <Button variant="secondary" onPress={trial.is === "busy" ? work.cancel : onClose} data-testid="add-cancel">
          {t(trial.is === "busy" ? "access-stop" : "cancel")}
        </Button>
        {isRefused && (
          <Button variant="secondary" isDisabled={isBusy} onPress={() => entry.keep(false)} data-testid="save-anyway">
            {t("add-save-anyway")}
          </Button>
        )}
        <Button variant="accent" isPending={isBusy} isDisabled={!isComplete} onPress={save} data-testid="save-connection">
          {t(isRefused ? "add-test-again" : "add-save")}
        </Button>
      </ButtonGroup>
    </>
  );
}
