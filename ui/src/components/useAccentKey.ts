/** Ctrl/Cmd+Enter presses the page's accent button, Esc its way back. Not while something lies above the page. */
import { useEffect, useRef } from "react";
import { isCovered } from "./isCovered";

export function useAccentKey(isShown: boolean, accent: (() => void) | null, back: (() => void) | null) {
  const latest = useRef({ accent, back });
  useEffect(() => {
    latest.current = { accent, back };
  });
  useEffect(() => {
    if (!isShown) return undefined;
    function pressed(event: KeyboardEvent) {
      if (event.defaultPrevented || isCovered()) return;
      const act = event.key === "Enter" && (event.ctrlKey || event.metaKey) ? latest.current.accent : event.key === "Escape" ? latest.current.back : null;
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [isShown]);
}
