/** The datasets of a sandbox: searched by name, chosen by arrows, those that are ready first. */
import { SearchField } from "@react-spectrum/s2/SearchField";
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import type { DatasetView } from "../../../generated/DatasetView";
import { useWords } from "../../../i18n";
import { DatasetBadges, traitsOf } from "./badges";

interface DatasetListProps {
  datasets: DatasetView[];
  selected: string | null;
  onSelect(id: string): void;
}

const item = style({
  ...focusRing(),
  display: "flex",
  flexDirection: "column",
  gap: 4,
  paddingX: 12,
  paddingY: 8,
  borderRadius: "default",
  cursor: "pointer",
  backgroundColor: { default: "transparent", isHovered: "gray-100", isSelected: "gray-100" },
});
const mark = style({ font: "title-sm", display: "flex", alignItems: "center", gap: 8 });

export function DatasetList({ datasets, selected, onSelect }: DatasetListProps) {
  const t = useWords();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const found = datasets.filter((one) => [one.name, one.schema, one.id].some((text) => text.toLowerCase().includes(wanted)));
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 8 })}>
      <SearchField label={t("dataset-search")} value={words} onChange={setWords} styles={style({ width: "full" })} />
      <ListBox
        aria-label={t("dataset-list")}
        data-testid="datasets"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => keys !== "all" && onSelect(String([...keys][0]))}
        items={found}
        renderEmptyState={() => <p className={style({ font: "ui", color: "neutral-subdued", margin: 0, padding: 12 })}>{t(datasets.length === 0 ? "dataset-none" : "dataset-not-found")}</p>}
        className={style({ maxHeight: 232, minHeight: 64, overflow: "auto", padding: 4, borderWidth: 1, borderStyle: "solid", borderColor: "gray-200", borderRadius: "lg" })}
      >
        {(dataset) => (
          <ListBoxItem id={dataset.id} textValue={dataset.name} aria-label={[dataset.name, ...traitsOf(dataset).map((trait) => t(trait))].join(", ")} className={(state) => item(state)}>
            {({ isSelected }) => (
              <>
                <span className={mark}>
                  {dataset.name}
                  {isSelected && <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{t("dataset-chosen")}</span>}
                </span>
                {dataset.schema !== "" && <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{dataset.schema}</span>}
                <DatasetBadges dataset={dataset} />
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  );
}
