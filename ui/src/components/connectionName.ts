/** What a connection is called: the practice platform has no name of the user's own. */
import { useCallback } from "react";
import type { ConnectionView } from "../generated/ConnectionView";
import { useWords } from "../i18n";

export const PRACTICE = "practice";

export function useConnectionName() {
  const t = useWords();
  return useCallback((connection: Pick<ConnectionView, "id" | "name">) => (connection.id === PRACTICE ? t("practice-name") : connection.name), [t]);
}
