/** Owns the focus after what had it is gone: a button that was pressed away, a row that was settled. It goes to what is left nearest to that place, never to nothing. */
import { useEffect } from "react";

const STOPS = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex='-1'])";
/** Where a search for the nearest ends: what lies outside is another place. */
const PLACES = "main, aside, nav, [role=dialog], [role=alertdialog]";

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.closest("[hidden], [inert], [aria-hidden=true]") === null && (element.offsetParent !== null || element.getClientRects().length > 0);
}

function firstStop(within: HTMLElement): HTMLElement | null {
  return [...within.querySelectorAll<HTMLElement>(STOPS)].find((stop) => isThere(stop) && stop.tabIndex >= 0) ?? null;
}

/** From the innermost ancestor outwards: its first stop; of a whole page its heading. */
function nearest(path: HTMLElement[]): HTMLElement | null {
  for (const around of path) {
    if (!isThere(around)) continue;
    if (around.matches(PLACES)) return around.querySelector<HTMLElement>("h1[tabindex]") ?? firstStop(around);
    const stop = firstStop(around);
    if (stop) return stop;
  }
  return null;
}

/** What had the focus, and all around it from the innermost outwards, up to the page. */
interface Stand {
  element: HTMLElement;
  path: HTMLElement[];
}

function standOf(element: HTMLElement): Stand {
  const path: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null && at !== document.body && at.id !== "root"; at = at.parentElement) path.push(at);
  return { element, path };
}

/** Where nothing is drawn there is no next frame to wait for. */
const NO_FRAME_MS = 400;
/** So many places back: a menu that is gone was opened from somewhere. */
const REMEMBERED = 8;

export function useKeptFocus() {
  useEffect(() => {
    let stands: Stand[] = [];
    let [frame, timer] = [0, 0];
    const giveUp = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      timer = 0;
    };
    const came = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) stands = [standOf(target), ...stands.filter(({ element }) => element !== target)].slice(0, REMEMBERED);
    };
    // What had it is gone, hidden or switched off; somebody who clicked beside everything has left it.
    const isLost = () => {
      const last = stands[0]?.element;
      if (!last || (isThere(last) && !last.matches(":disabled"))) return false;
      // A menu or a dialog lies above it, and takes the focus by itself as soon as something is drawn.
      if (last.isConnected && last.closest("[inert], [aria-hidden=true]") !== null) return false;
      return [document.body, last, null].includes(document.activeElement as HTMLElement | null);
    };
    const take = () => {
      giveUp();
      if (!isLost()) return;
      const headings = [...document.querySelectorAll<HTMLElement>("main h1[tabindex]")];
      const to = stands.map(({ path }) => nearest(path)).find((stop) => stop !== null) ?? headings.find(isThere);
      to?.focus();
    };
    const keep = () => {
      if (timer !== 0 || !isLost()) return;
      // A dialog that closes gives the focus back by itself, a frame later: only what nobody takes is taken care of.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(take);
      });
      timer = window.setTimeout(take, NO_FRAME_MS);
    };
    const observer = new MutationObserver(keep);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden", "inert", "aria-hidden", "class"] });
    document.addEventListener("focusin", came);
    return () => {
      giveUp();
      observer.disconnect();
      document.removeEventListener("focusin", came);
    };
  }, []);
}
