/** What can be done with the mapping as a whole. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Menu, MenuItem, MenuTrigger } from "@react-spectrum/s2/Menu";
import { Text } from "@react-spectrum/s2";
import Properties from "@react-spectrum/s2/icons/Properties";
import { useState } from "react";
import { FreshDialog } from "../../../components/FreshDialog";
import { useSay } from "../../../components/messages/messages";
import type { DataPrepExport } from "../../../generated/DataPrepExport";
import type { ImportedMapping } from "../../../generated/ImportedMapping";
import type { MappingSet } from "../../../generated/MappingSet";
import type { SavedFile } from "../../../generated/SavedFile";
import { useWords } from "../../../i18n";
import type { FieldNames } from "../../../i18n/field";
import { asFailure, usePlatform } from "../../../platform";
import type { Checking } from "../flow";
import { BringMapping, type Brought } from "./BringMapping";
import { put, withPolicy } from "./edit";
import { Exported } from "./prep/Exported";
import { PrepCheck } from "./prep/PrepCheck";
import { EntryDialog } from "./recipe/EntryDialog";
import { RulesDialog } from "./rules/RulesDialog";

interface MappingMenuProps {
  flow: Checking;
  names: FieldNames;
  onMap(changed: MappingSet, words: string): void;
}

type Open = "value" | "rules" | "prep-check";

export function MappingMenu({ flow, names, onMap }: MappingMenuProps) {
  const t = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const { mapping, inspected } = flow;
  const platform = usePlatform();
  const say = useSay();
  const [brought, setBrought] = useState<Brought | null>(null);
  const [exported, setExported] = useState<[SavedFile, DataPrepExport] | null>(null);
  const { ticket } = flow.opened;
  const close = () => (setOpen(null), setBrought(null), setExported(null));
  const use = (imported: ImportedMapping) => onMap(imported.mapping, t("mapping-brought"));
  const bring = () =>
    platform.openMapping(ticket).then(
      (imported) => {
        if (imported === null) return;
        if (imported.missing.length + imported.added.length === 0) use(imported);
        else setBrought({ is: "here", imported });
      },
      (reason: unknown) => setBrought({ is: "failed", failure: asFailure(reason) }),
    );
  const save = () => platform.saveMapping(ticket, mapping).then((saved) => saved && say.done(t("mapping-saved", { count: saved.rows, name: saved.name })), say.failed);
  const exportPrep = () => platform.saveDataPrep(ticket, mapping).then(setExported, say.failed);
  const act = (key: string) => {
    if (key === "save") void save();
    else if (key === "open") void bring();
    else if (key === "prep") void exportPrep();
    else setOpen(key as Open);
  };
  const columns = inspected.inspection.columns.filter((c) => c.blocked === null).map((c) => c.name);
  return (
    <>
      <MenuTrigger>
        <ActionButton data-testid="mapping-menu">
          <Properties />
          <Text>{t("mapping-menu")}</Text>
        </ActionButton>
        <Menu aria-label={t("mapping-menu")} onAction={(key) => act(String(key))}>
          <MenuItem id="value">{t("mapping-menu-value")}</MenuItem>
          <MenuItem id="rules">{t("mapping-menu-rules")}</MenuItem>
          <MenuItem id="save">{t("mapping-menu-save")}</MenuItem>
          <MenuItem id="open">{t("mapping-menu-open")}</MenuItem>
          <MenuItem id="prep">{t("mapping-menu-prep")}</MenuItem>
          <MenuItem id="prep-check">{t("mapping-menu-prep-check")}</MenuItem>
        </Menu>
      </MenuTrigger>
      <FreshDialog onDismiss={close}>
        {open === "value" && <EntryDialog entry={null} flow={flow} names={names} onClose={close} onApply={(_, entry) => onMap(put(mapping, inspected, null, entry), t("mapping-value-added", { field: names.of(entry.field) }))} />}
        {open === "rules" && <RulesDialog policy={mapping.policy} columns={columns} onClose={close} onApply={(policy) => onMap(withPolicy(mapping, inspected, policy), t("mapping-rules-changed"))} />}
        {open === "prep-check" && <PrepCheck flow={flow} names={names} onClose={close} />}
        {exported && <Exported saved={exported[0]} export={exported[1]} names={names} onClose={close} />}
        {brought && <BringMapping brought={brought} onUse={use} onClose={close} />}
      </FreshDialog>
    </>
  );
}
