/** Hands the platform down the page; tests hand down another one. */
import { createContext, useContext, useEffect, useRef, type ReactNode } from "react";
import type { Platform, PlatformEvents } from "./platform";

const Context = createContext<Platform | null>(null);

export function PlatformProvider({ platform, children }: { platform: Platform; children: ReactNode }) {
  return <Context value={platform}>{children}</Context>;
}

export function usePlatform(): Platform {
  const platform = useContext(Context);
  if (!platform) throw new Error("usePlatform outside of PlatformProvider");
  return platform;
}

/** Hears one kind of event for as long as the component is there. */
export function usePlatformEvent<E extends keyof PlatformEvents>(event: E, heard: (payload: PlatformEvents[E]) => void) {
  const platform = usePlatform();
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => platform.listen(event, (payload) => latest.current(payload)), [platform, event]);
}
