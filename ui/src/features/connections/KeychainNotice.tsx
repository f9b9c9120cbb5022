/** Says so where secrets cannot be kept, with what to do on this system. Nothing is lost by it. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { KeychainStatus } from "../../generated/KeychainStatus";
import { useWords } from "../../i18n";
import { wordId } from "../../i18n/words";
import { thisSystem } from "./system";

export function KeychainNotice({ status, onAgain }: { status: KeychainStatus; onAgain(): void }) {
  const t = useWords();
  if (status === "available") return null;
  return (
    <div data-testid="keychain" data-status={status} className={style({ marginBottom: 16, flexShrink: 0 })}>
      <InlineAlert variant="notice">
        <Heading>{t(wordId("keychain", status))}</Heading>
        <Content>
          <p className={style({ margin: 0 })}>
            {t(`keychain-${status}-text`, { os: thisSystem() })} {t("keychain-nothing-lost")}
          </p>
          <Button size="S" variant="secondary" onPress={onAgain} styles={style({ marginTop: 12 })}>
            {t("keychain-again")}
          </Button>
        </Content>
      </InlineAlert>
    </div>
  );
}
