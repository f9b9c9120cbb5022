/** Who is who, and what they allow, in words. */
import { useCallback } from "react";
import type { ConsentCounts } from "../generated/ConsentCounts";
import type { IdentityUse } from "../generated/IdentityUse";
import { useWords } from ".";
import { useFormat } from "./format";

/** The standard namespace of e-mail addresses. */
export const EMAIL = "Email";

/** What customers are told apart by, as the end of a sentence; null where that is not decided. */
export function useIdentityWords() {
  const t = useWords();
  return useCallback(
    (identities: readonly IdentityUse[]): string | null => {
      const one = ({ namespace, column, field }: IdentityUse) => (namespace === EMAIL ? t("identity-by-email") : t("identity-by-number", { column: column ?? field ?? "", namespace }));
      return identities.length === 0 ? null : identities.map(one).join(t("identity-and"));
    },
    [t],
  );
}

/** XDM's name of a channel in words; its own name where there are none. */
export function useChannelWords() {
  const t = useWords();
  return useCallback(
    (channel: string) => {
      const id = `channel-${channel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      const words = t(id);
      return words === id ? channel : words;
    },
    [t],
  );
}

/** What goes out about consent to one channel, in a line. */
export function useConsentWords() {
  const t = useWords();
  const format = useFormat();
  const channel = useChannelWords();
  return useCallback(
    (counts: ConsentCounts) => t("consent-counts", { channel: channel(counts.channel), allow: format.count(counts.allow), object: format.count(counts.object), unsaid: format.count(counts.unsaid) }),
    [t, format, channel],
  );
}
