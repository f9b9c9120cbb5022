/** The field that a column goes to: a button that opens a search over all fields of the schema. */
import { Autocomplete } from "@react-spectrum/s2/Autocomplete";
import { DialogTrigger } from "@react-spectrum/s2/Dialog";
import { Menu, MenuItem, MenuSection } from "@react-spectrum/s2/Menu";
import { Popover } from "@react-spectrum/s2/Popover";
import { SearchField } from "@react-spectrum/s2/SearchField";
import { Header, Heading, Text } from "@react-spectrum/s2";
import ChevronDown from "@react-spectrum/s2/icons/ChevronDown";
import Key from "@react-spectrum/s2/icons/Key";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import type { FieldView } from "../../../generated/FieldView";
import type { Suggestion } from "../../../generated/Suggestion";
import { useWords } from "../../../i18n";
import type { FieldNames } from "../../../i18n/field";
import type { Checking } from "../flow";

interface FieldPickerProps {
  /** What feeds the field: a column's name, or a fixed value in words. */
  column: string;
  suggestion: Suggestion | null;
  /** The field now, null for a column that is not sent. */
  current: string | null;
  isIdentity: boolean;
  flow: Checking;
  names: FieldNames;
  /** Null: this column is not sent. */
  onChoose(field: string | null): void;
}

const DONT = "\u0000";
/** More are found by typing; a menu of a thousand items helps nobody. */
const MOST_FOUND = 60;

const button = style({
  ...focusRing(),
  display: "flex",
  alignItems: "center",
  gap: 8,
  height: 32,
  width: "[calc(100% + 16px)]",
  boxSizing: "border-box",
  paddingX: 8,
  marginX: -8,
  borderStyle: "none",
  borderRadius: "default",
  backgroundColor: { default: "transparent", isHovered: "gray-100", isPressed: "gray-100" },
  font: "ui",
  color: { default: "neutral", isEmpty: "neutral-subdued" },
  cursor: "pointer",
  textAlign: "start",
});

export function FieldPicker(props: FieldPickerProps) {
  const t = useWords();
  const { column, current, isIdentity, names, onChoose } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = current === null ? t("not-sent") : names.of(current);
  const choose = (key: string) => {
    setOpen(false);
    const field = key === DONT ? null : key;
    if (field !== current) onChoose(field);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className={(state) => button({ ...state, isEmpty: current === null })} aria-label={t("choose-field-now", { column, field: shown })}>
        <span className={style({ truncate: true })}>{shown}</span>
        {isIdentity && <Key aria-label={t("field-identity")} styles={iconStyle({ size: "S", color: "positive" })} />}
        <span className={style({ marginStart: "auto", display: "flex" })}>
          <ChevronDown styles={iconStyle({ size: "S", color: "gray" })} />
        </span>
      </Button>
      <Popover placement="bottom start" hideArrow padding="none" aria-label={t("choose-field", { column })}>
        <Choices {...props} onKey={choose} />
      </Popover>
    </DialogTrigger>
  );
}

function Choices({ column, suggestion, flow, names, onKey }: FieldPickerProps & { onKey(key: string): void }) {
  const t = useWords();
  const [words, setWords] = useState("");
  const { fields } = flow.inspected;
  const wanted = words.trim().toLowerCase();
  const isFound = (field: FieldView) => [names.of(field.path), field.title, field.path].some((text) => text.toLowerCase().includes(wanted));
  const fits = fields.filter((f) => f.path === suggestion?.field);
  const usual = fields.filter((f) => names.isUsual(f.path) && f.path !== suggestion?.field);
  const sections = wanted === "" ? [{ id: "picker-suggested", fields: fits }, { id: "picker-usual", fields: usual }] : [{ id: "picker-found", fields: fields.filter(isFound).slice(0, MOST_FOUND) }];
  return (
    <div className={style({ padding: 12, width: 336, boxSizing: "border-box" })}>
      <Autocomplete inputValue={words} onInputChange={setWords}>
        <SearchField aria-label={t("picker-search")} placeholder={t("picker-all", { count: fields.length })} autoFocus styles={style({ width: "full", marginBottom: 8 })} />
        {sections.every((section) => section.fields.length === 0) && <p className={style({ font: "ui", color: "neutral-subdued", margin: 0, padding: 8 })}>{t("picker-none")}</p>}
        <div className={style({ maxHeight: 320, overflow: "auto" })}>
          <Menu aria-label={t("choose-field", { column })} onAction={(key) => onKey(String(key))}>
            {wanted === "" ? (
              <MenuSection>
                <MenuItem id={DONT} textValue={t("picker-dont")}>
                  <Text slot="label">{t("picker-dont")}</Text>
                </MenuItem>
              </MenuSection>
            ) : null}
            {sections
              .filter((section) => section.fields.length > 0)
              .map((section) => (
                <MenuSection key={section.id}>
                  <Header>
                    <Heading>{t(section.id)}</Heading>
                  </Header>
                  {section.fields.map((field) => (
                    <Choice key={field.path} field={field} column={column} flow={flow} names={names} />
                  ))}
                </MenuSection>
              ))}
          </Menu>
        </div>
      </Autocomplete>
    </div>
  );
}

function Choice({ field, column, flow, names }: { field: FieldView; column: string; flow: Checking; names: FieldNames }) {
  const t = useWords();
  const group = field.group.join(" · ");
  const holder = flow.mapping.fields.find((f) => f.field === field.path && f.column !== column)?.column;
  return (
    <MenuItem id={field.path} textValue={names.of(field.path)}>
      <Text slot="label">{names.of(field.path)}</Text>
      <Text slot="description">{holder === undefined ? group : t("picker-taken", { group, column: holder })}</Text>
    </MenuItem>
  );
}
