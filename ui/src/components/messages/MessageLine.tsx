/** The line below the pages where things are said. It has a place of its own, so that it covers nothing; it takes no focus and starts no transition. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Text } from "@react-spectrum/s2";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Close from "@react-spectrum/s2/icons/Close";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useContext, useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { SaidContext, useMessages, type Message } from "./messages";

const DONE_MS = 6_000;
/** What went wrong takes longer to read, and what can be done about something longer to decide. */
const LONG_MS = 10_000;

const line = style({ display: "flex", alignItems: "center", gap: 8, minHeight: 28, paddingX: 8, boxSizing: "border-box", font: "ui-sm", color: "neutral" });
const words = style({ display: "flex", alignItems: "center", gap: 8, minWidth: 0, overflowWrap: "anywhere" });

export function MessageLine() {
  const t = useWords();
  const { hush } = useMessages();
  const said = useContext(SaidContext);
  const held = useEndsByItself(said, hush);
  return (
    <div className={line} {...held} data-testid="messages">
      {/* There before its words are, so that they are announced. */}
      <div role="status" className={words}>
        {said && (
          <span key={said.id} data-testid="message" data-is={said.is} className={words}>
            {said.is === "done" ? <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} /> : <AlertTriangle styles={iconStyle({ size: "S", color: "negative" })} />}
            <span>{said.words}</span>
          </span>
        )}
      </div>
      {said?.action && (
        <ActionButton size="XS" onPress={() => (hush(said.id), said.action?.act())} data-testid="message-act">
          <Text>{said.action.words}</Text>
        </ActionButton>
      )}
      {said && (
        <ActionButton size="XS" isQuiet aria-label={t("message-close")} onPress={() => hush(said.id)} data-testid="message-close">
          <Close />
        </ActionButton>
      )}
    </div>
  );
}

/** A message ends after a while, unless the pointer or the focus is on it: then its while begins anew afterwards. */
function useEndsByItself(said: Message | null, hush: (id: number) => void) {
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const isHeld = isPointedAt || hasFocus;
  useEffect(() => {
    if (!said || isHeld) return undefined;
    const timer = setTimeout(() => hush(said.id), said.is === "failed" || said.action ? LONG_MS : DONE_MS);
    return () => clearTimeout(timer);
  }, [said, isHeld, hush]);
  return {
    onPointerEnter: () => setPointedAt(true),
    onPointerLeave: () => setPointedAt(false),
    onFocus: () => setFocus(true),
    onBlur: () => setFocus(false),
  };
}
