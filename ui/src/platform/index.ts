export { PlatformProvider, usePlatform, usePlatformEvent } from "./context";
export { asFailure } from "./platform";
export type { Platform, PlatformEvents, RejectReasons, SendChoices } from "./platform";
