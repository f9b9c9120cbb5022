/** The mapping is one that was used before, or the rows are: since when, what changed, and the way to the proposal. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Inspected } from "../../../generated/Inspected";
import type { MappingSet } from "../../../generated/MappingSet";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { sameMapping } from "../changes/patch";

interface KnownMappingProps {
  inspected: Inspected;
  mapping: MappingSet;
  onMap(changed: MappingSet, words: string): void;
  onOpenRun(run: string): void;
}

const line = style({ margin: 0 });

export function KnownMapping({ inspected, mapping, onMap, onOpenRun }: KnownMappingProps) {
  const t = useWords();
  const format = useFormat();
  const { remembered, corrections } = inspected;
  const known = remembered !== null && !sameMapping(mapping, remembered.suggested) ? remembered : null;
  if (known === null && corrections === null) return null;
  const changed = known !== null && known.added.length + known.missing.length > 0;
  const parent = corrections?.parent ?? null;
  const title = () => {
    if (parent) return t("corrections-title", { file: parent.file, when: format.when(parent.started) });
    return corrections ? t("corrections-other-title") : t("known-title", { when: format.when(known?.used ?? "") });
  };
  return (
    <InlineAlert variant={changed ? "notice" : "informative"} styles={style({ marginBottom: 16 })} data-testid="known">
      <Heading>{title()}</Heading>
      <Content>
        {corrections && <p className={line}>{t(parent ? "corrections-text" : "corrections-other-text")}</p>}
        {known !== null && known.added.length > 0 && <p className={line}>{t("known-added", { columns: known.added.join(", ") })}</p>}
        {known !== null && known.missing.length > 0 && <p className={line}>{t("known-missing", { columns: known.missing.join(", ") })}</p>}
        <div className={style({ display: "flex", gap: 8, marginTop: 8 })}>
          {parent && (
            <Button variant="secondary" size="S" onPress={() => onOpenRun(parent.run)}>
              {t("corrections-show")}
            </Button>
          )}
          {known !== null && (
            <Button variant="secondary" size="S" onPress={() => onMap(known.suggested, t("mapping-proposed"))}>
              {t("known-suggested")}
            </Button>
          )}
        </div>
      </Content>
    </InlineAlert>
  );
}
