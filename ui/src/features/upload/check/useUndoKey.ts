/** Ctrl/Cmd+Z takes the last change back, unless a text field has its own idea of it or a dialog is in front. */
import { useEffect, useRef } from "react";
import { isCovered } from "../../../components/isCovered";

export function useUndoKey(isOn: boolean, undo: () => void) {
  const latest = useRef(undo);
  useEffect(() => {
    latest.current = undo;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    function pressed(event: KeyboardEvent) {
      const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (isText || isCovered() || event.shiftKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [isOn]);
}
