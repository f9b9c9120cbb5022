/** Which system this is, for advice that differs: keychains have other names everywhere. */
export type System = "mac" | "windows" | "linux";

export function thisSystem(agent: string = navigator.userAgent): System {
  if (/Mac/i.test(agent)) return "mac";
  return /Windows/i.test(agent) ? "windows" : "linux";
}
