/** The mapping is one that was used before: since when, what changed, and the way to the proposal. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Inspected } from "../../../generated/Inspected";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";

interface KnownMappingProps {
  inspected: Inspected;
  mapping: MappingSet;
  onMap(changed: MappingSet, words: string): void;
}

export function KnownMapping({ inspected, mapping, onMap }: KnownMappingProps) {
  const t = useWords();
  const format = useFormat();
  const known = inspected.remembered;
  if (known === null || mapping === known.suggested) return null;
  const changed = known.added.length + known.missing.length > 0;
  return (
    <InlineAlert variant={changed ? "notice" : "informative"} styles={style({ marginBottom: 16 })}>
      <Heading>{t("known-title", { when: format.when(known.used) })}</Heading>
      <Content>
        {known.added.length > 0 && <p className={style({ margin: 0 })}>{t("known-added", { columns: known.added.join(", ") })}</p>}
        {known.missing.length > 0 && <p className={style({ margin: 0 })}>{t("known-missing", { columns: known.missing.join(", ") })}</p>}
        <Button variant="secondary" size="S" styles={style({ marginTop: 8 })} onPress={() => onMap(known.suggested, t("known-suggested"))}>
          {t("known-suggested")}
        </Button>
      </Content>
    </InlineAlert>
  );
}
