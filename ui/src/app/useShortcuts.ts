/** The keys that work everywhere: Ctrl/Cmd+1…4 pages, Ctrl/Cmd+O a file, F6 between rail and page. */
import { useEffect, type RefObject } from "react";
import type { PageName } from "./Rail";

interface Shortcuts {
  go(page: PageName): void;
  choose(): void;
  frame: RefObject<HTMLElement | null>;
}

const PAGES: Record<string, PageName> = { "1": "upload", "2": "schedules", "3": "history", "4": "connections" };

/** The rail, then the panels that are shown. */
function places(frame: HTMLElement): HTMLElement[] {
  return [...frame.querySelectorAll<HTMLElement>("nav, main, aside")].filter((place) => place.offsetParent !== null);
}

function moveOn(frame: HTMLElement, backwards: boolean) {
  const all = places(frame);
  const now = all.findIndex((place) => place.contains(document.activeElement));
  const next = all[(now + (backwards ? all.length - 1 : 1)) % all.length];
  next?.querySelector<HTMLElement>("a[href], button:not([disabled]), [tabindex]")?.focus();
}

export function useShortcuts({ go, choose, frame }: Shortcuts) {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const command = event.ctrlKey || event.metaKey;
      const page = PAGES[event.key];
      if (event.key === "F6" && frame.current) moveOn(frame.current, event.shiftKey);
      else if (command && page) go(page);
      else if (command && event.key.toLowerCase() === "o") choose();
      else return;
      event.preventDefault();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [go, choose, frame]);
}
