/** Parts of the window that the first page does not wait for: fetched once it stands, and there before anybody asks. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";

const fetches: (() => Promise<unknown>)[] = [];

/** A component whose code comes when it is first shown, or with `fetchRest`. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  fetches.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** Fetches what did not come yet. A part that cannot be had is asked for again when it is shown. */
export function fetchRest(): void {
  for (const fetch of fetches) fetch().catch(() => undefined);
}
