/** What becomes of a few cells under an entry that is being edited. */
import { useEffect, useState } from "react";
import type { MappedField } from "../../../../generated/MappedField";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { SamplePreview } from "../../../../generated/SamplePreview";
import { usePlatform } from "../../../../platform";

/** Typing a word shall not ask for every letter of it. */
const SETTLE_MS = 120;

/** Null until there is one; an entry that is not whole yet is not asked about. */
export function usePreview(ticket: string, mapping: MappingSet, entry: MappedField | null): SamplePreview[] | null {
  const platform = usePlatform();
  const [samples, setSamples] = useState<SamplePreview[] | null>(null);
  const asked = entry === null ? null : JSON.stringify(entry);
  useEffect(() => {
    if (asked === null) return undefined;
    let here = true;
    const fields = [JSON.parse(asked) as MappedField];
    const timer = setTimeout(() => {
      platform.preview(ticket, { ...mapping, fields }).then(
        (found) => here && setSamples(found[0]?.samples ?? []),
        () => undefined,
      );
    }, SETTLE_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [platform, ticket, mapping, asked]);
  return samples;
}
