/** Ctrl/Cmd+Z takes the last change back and with Shift makes it again, unless a text field has its own idea of it or a dialog is in front. */
import { useEffect, useRef } from "react";
import { isCovered } from "../../../components/isCovered";

export function useUndoKey(isOn: boolean, undo: () => void, redo: () => void) {
  const latest = useRef({ undo, redo });
  useEffect(() => {
    latest.current = { undo, redo };
  });
  useEffect(() => {
    if (!isOn) return undefined;
    function pressed(event: KeyboardEvent) {
      const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isText || isCovered() || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) latest.current.redo();
      else latest.current.undo();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [isOn]);
}
