/** The tree of a schema's fields. */
import { Collection, TreeView, TreeViewItem, TreeViewItemContent } from "@react-spectrum/s2/TreeView";
import { Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useMemo, useState } from "react";
import { useWords } from "../../../i18n";
import type { FieldNames } from "../../../i18n/field";
import { kindId } from "./kind";
import { objectsOf, type Branch } from "./tree";

interface FieldTreeProps {
  tree: Branch[];
  /** All that was found is to be seen. */
  isSearched: boolean;
  names: FieldNames;
  selected: string | null;
  onSelect(path: string): void;
}

export function FieldTree({ tree, isSearched, names, selected, onSelect }: FieldTreeProps) {
  const t = useWords();
  const [opened, setOpened] = useState<Iterable<string | number>>([]);
  const all = useMemo(() => objectsOf(tree), [tree]);
  return (
    <TreeView
      aria-label={t("schema-tree")}
      data-testid="schema-tree"
      selectionMode="single"
      selectionStyle="highlight"
      disallowEmptySelection
      items={tree}
      expandedKeys={isSearched ? all : opened}
      onExpandedChange={(keys) => setOpened([...keys])}
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => keys !== "all" && onSelect(String([...keys][0]))}
      renderEmptyState={() => <p className={style({ font: "ui", color: "neutral-subdued", margin: 0, padding: 12 })}>{t("schema-none")}</p>}
      styles={style({ height: 400, width: "full" })}
    >
      {(branch) => <Item branch={branch} names={names} />}
    </TreeView>
  );
}

function Item({ branch, names }: { branch: Branch; names: FieldNames }) {
  const t = useWords();
  const { field } = branch;
  const title = field && names.isUsual(field.path) ? names.of(field.path) : branch.title;
  const marks = field ? [t(kindId(field.kind), { kind: field.kind }), ...(field.required ? [t("schema-required")] : []), ...(field.identity ? [t("field-identity")] : [])] : [t("schema-fields", { count: leaves(branch) })];
  return (
    <TreeViewItem id={branch.id} textValue={title} hasChildItems={branch.children.length > 0}>
      <TreeViewItemContent>
        <Text>
          <span className={style({ color: "neutral" })}>{title}</span> <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{marks.join(" · ")}</span>
        </Text>
      </TreeViewItemContent>
      <Collection items={branch.children}>{(child) => <Item branch={child} names={names} />}</Collection>
    </TreeViewItem>
  );
}

function leaves(branch: Branch): number {
  return branch.field ? 1 : branch.children.reduce((sum, child) => sum + leaves(child), 0);
}
