/** Text that people carry elsewhere: readable, selectable, with a button that copies it where the system lets a page do that. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Text } from "@react-spectrum/s2";
import Copy from "@react-spectrum/s2/icons/Copy";
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useRef, useState } from "react";
import { useWords } from "../i18n";

const box = style({
  ...focusRing(),
  font: "ui-sm",
  margin: 0,
  padding: 12,
  borderRadius: "default",
  backgroundColor: "gray-75",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  overflow: "auto",
  userSelect: "text",
  width: "full",
  boxSizing: "border-box",
});

type Copied = "no" | "yes" | "selected";

/** Shows the whole text as selected, so that Ctrl/Cmd+C takes it. */
function select(element: HTMLElement | null) {
  const selection = window.getSelection();
  if (!element || !selection) return;
  element.focus();
  selection.selectAllChildren(element);
}

export function CopyText({ text, label, maxHeight }: { text: string; label: string; maxHeight?: number }) {
  const t = useWords();
  const place = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState<Copied>("no");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      select(place.current);
      setCopied("selected");
    }
  };
  return (
    <div className={style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 8, width: "full" })}>
      {/* Focusable: a text that scrolls must be reachable by keyboard. */}
      <pre ref={place} role="group" tabIndex={0} aria-label={label} data-testid="copy-text" className={box({})} style={maxHeight ? { maxHeight } : undefined}>
        {text}
      </pre>
      <ActionButton size="S" onPress={() => void copy()} data-testid="copy">
        <Copy />
        <Text>{t(copied === "yes" ? "copied" : "copy")}</Text>
      </ActionButton>
      <span aria-live="polite" className={style({ font: "ui-sm", color: "neutral-subdued" })}>
        {copied === "selected" ? t("copy-selected") : ""}
      </span>
    </div>
  );
}
