/** A secret could not be kept. Where that is the keychain's doing, it can be tried again, or kept until the program ends. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef } from "react";
import { Trouble } from "../../components/Trouble";
import type { Failure } from "../../generated/Failure";
import { useWords } from "../../i18n";
import { wordId } from "../../i18n/words";
import { thisSystem } from "./system";

interface KeepTroubleProps {
  failure: Failure;
  isBusy: boolean;
  onAgain(): void;
  /** Keeps it in memory, as the user chose. */
  onSession(): void;
}

export function KeepTrouble({ failure, isBusy, onAgain, onSession }: KeepTroubleProps) {
  const t = useWords();
  const { code } = failure.problem;
  const place = useRef<HTMLDivElement>(null);
  // Below the ticks of a dialog that scrolls: good news above must not hide the bad news. (Absent in jsdom.)
  useEffect(() => place.current?.scrollIntoView?.({ block: "end" }), [failure]);
  if (code !== "keychain_locked" && code !== "keychain_absent") return <Trouble failure={failure} />;
  const status = code === "keychain_locked" ? "locked" : "absent";
  return (
    <div ref={place} role="alert" data-testid="keep-trouble" data-code={code}>
      <InlineAlert variant="notice">
        <Heading>{t(wordId("keychain", status))}</Heading>
        <Content>
          <p className={style({ margin: 0 })}>{t(`keychain-${status}-text`, { os: thisSystem() })}</p>
          <p className={style({ marginTop: 8, marginBottom: 12 })}>{t("keychain-session-text")}</p>
          {/* No ButtonGroup: in a dialog that is its footer, and hidden elsewhere. */}
          <div className={style({ display: "flex", gap: 8, flexWrap: "wrap" })}>
            <Button size="S" variant="secondary" isDisabled={isBusy} onPress={onAgain}>
              {t("try-again")}
            </Button>
            <Button size="S" variant="secondary" isDisabled={isBusy} onPress={onSession} data-testid="keep-session">
              {t("keychain-session")}
            </Button>
          </div>
        </Content>
      </InlineAlert>
    </div>
  );
}
