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
    // Before the button that has the focus hears of it: that one takes any Enter for its own.
    function entered(event: KeyboardEvent) {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || isCovered()) return;
      const { accent: act } = latest.current;
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    }
    // After whatever has the focus: a menu closes first.
    function escaped(event: KeyboardEvent) {
      const { back: act } = latest.current;
      if (event.key !== "Escape" || event.defaultPrevented || isCovered() || !act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", entered, true);
    window.addEventListener("keydown", escaped);
    return () => {
      window.removeEventListener("keydown", entered, true);
      window.removeEventListener("keydown", escaped);
    };
  }, [isShown]);
}
