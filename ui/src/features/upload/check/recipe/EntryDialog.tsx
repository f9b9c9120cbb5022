/** One field of the mapping in full: where its value comes from, what happens to it, and what a few cells become. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { ComboBox, ComboBoxItem } from "@react-spectrum/s2/ComboBox";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Switch } from "@react-spectrum/s2/Switch";
import { TextField } from "@react-spectrum/s2/TextField";
import { Content, Heading, Text, useLocale } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useMemo } from "react";
import type { FieldView } from "../../../../generated/FieldView";
import type { MappedField } from "../../../../generated/MappedField";
import { useWords } from "../../../../i18n";
import type { FieldNames } from "../../../../i18n/field";
import type { Checking } from "../../flow";
import { Preview } from "./Preview";
import { Steps } from "./Steps";
import { useDraft, type Draft } from "./useDraft";
import { usePreview } from "./usePreview";

interface EntryDialogProps {
  /** The entry to edit; null makes a new one with a fixed value. */
  entry: MappedField | null;
  flow: Checking;
  names: FieldNames;
  /** `was` is the field of the entry before, null for a new one. */
  onApply(was: string | null, entry: MappedField): void;
  onClose(): void;
}

const columns = style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 880px)": ["minmax(0, 1fr)", 288] }, columnGap: 24, rowGap: 24, alignItems: "start" });
const side = style({ display: "flex", flexDirection: "column", gap: 16, minWidth: 0 });
/** What cells become stays in sight however many steps there are. */
const still = style({ display: "flex", flexDirection: "column", gap: 16, minWidth: 0, position: "sticky", top: 0 });
const title = style({ font: "title", margin: 0, marginBottom: 8 });
const NONE = "\u0000";

export function EntryDialog({ entry, flow, names, onApply, onClose }: EntryDialogProps) {
  const t = useWords();
  const { inspected, mapping, opened } = flow;
  const readable = useMemo(() => inspected.inspection.columns.filter((c) => c.blocked === null).map((c) => c.name), [inspected]);
  const draft = useDraft(entry, useSurroundings(entry, flow));
  const samples = usePreview(opened.ticket, mapping, draft.whole);
  const field = inspected.fields.find((f) => f.path === draft.field) ?? null;
  const name = draft.field === "" ? "" : names.of(draft.field);
  const apply = () => {
    if (draft.whole === null) return;
    if (JSON.stringify(draft.whole) !== JSON.stringify(entry)) onApply(entry?.field ?? null, draft.whole);
    onClose();
  };
  return (
    <Dialog size="XL">
      <Heading slot="title">{entry === null ? t("entry-new") : t("entry-title", { source: entry.column ?? t("fixed-value", { value: entry.value ?? "" }), field: names.of(entry.field) })}</Heading>
      <Content>
        <div className={columns} data-testid="entry">
          <div className={side}>
            {draft.value !== null && <FixedValue draft={draft} isNew={entry === null} accepted={field?.values ?? []} fields={inspected.fields} names={names} />}
            <section>
              <h3 className={title}>{t("steps-title")}</h3>
              <Steps steps={draft.steps} columns={readable.filter((c) => c !== entry?.column)} accepted={field?.values ?? []} onChange={draft.setSteps} onAdd={draft.add} />
            </section>
          </div>
          <div className={still}>
            <section aria-live="polite">
              <h3 className={title}>{t("preview-title")}</h3>
              <Preview samples={samples} isWhole={draft.whole !== null} />
            </section>
            <Switch isSelected={draft.required} onChange={draft.setRequired}>
              {t("entry-required", { field: name })}
            </Switch>
            {draft.value === null && (
              <Picker
                label={t("entry-when")}
                items={[{ id: NONE, name: t("entry-when-always") }, ...readable.map((id) => ({ id, name: id }))]}
                selectedKey={draft.when ?? NONE}
                onSelectionChange={(key) => draft.setWhen(key === NONE || key === null ? null : String(key))}
                styles={style({ width: "full" })}
              >
                {({ id, name: shown }: { id: string; name: string }) => <PickerItem id={id}>{shown}</PickerItem>}
              </Picker>
            )}
          </div>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t("cancel")}
        </Button>
        <Button variant="accent" isDisabled={draft.whole === null} onPress={apply} data-testid="entry-apply">
          {t("apply")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

/** What new steps are guessed from. */
function useSurroundings(entry: MappedField | null, flow: Checking) {
  const { locale } = useLocale();
  const { fields, inspection } = flow.inspected;
  return {
    field: fields.find((f) => f.path === entry?.field) ?? null,
    samples: inspection.columns.find((c) => c.name === entry?.column)?.samples ?? [],
    hasCommas: (1.5).toLocaleString(locale).includes(","),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function FixedValue({ draft, isNew, accepted, fields, names }: { draft: Draft; isNew: boolean; accepted: string[]; fields: FieldView[]; names: FieldNames }) {
  const t = useWords();
  const items = useMemo(() => fields.map((f) => ({ id: f.path, name: names.of(f.path), group: f.group.join(" · ") })), [fields, names]);
  return (
    <>
      {isNew && (
        <ComboBox label={t("entry-field")} description={t("picker-all", { count: fields.length })} defaultItems={items} onSelectionChange={(key) => draft.setField(String(key ?? ""))} styles={style({ width: "full" })}>
          {({ id, name, group }: { id: string; name: string; group: string }) => (
            <ComboBoxItem id={id} textValue={name}>
              <Text slot="label">{name}</Text>
              <Text slot="description">{group}</Text>
            </ComboBoxItem>
          )}
        </ComboBox>
      )}
      {accepted.length === 0 ? (
        <TextField label={t("entry-value")} value={draft.value ?? ""} onChange={draft.setValue} isInvalid={draft.hasEmptyValue} errorMessage={t("fault-value")} styles={style({ width: "full" })} />
      ) : (
        <Picker label={t("entry-value")} selectedKey={draft.value === "" ? null : draft.value} onSelectionChange={(key) => draft.setValue(String(key ?? ""))} styles={style({ width: "full" })}>
          {accepted.map((id) => (
            <PickerItem key={id} id={id}>
              {id}
            </PickerItem>
          ))}
        </Picker>
      )}
    </>
  );
}
