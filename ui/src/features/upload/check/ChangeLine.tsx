/** What was changed of the mapping, in one quiet line: the latest change, a step back, a step forth, and all of them, each of which can be taken back by itself. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Menu, MenuItem, MenuSection, MenuTrigger } from "@react-spectrum/s2/Menu";
import { Header, Heading, Text } from "@react-spectrum/s2";
import ChevronDown from "@react-spectrum/s2/icons/ChevronDown";
import Redo from "@react-spectrum/s2/icons/Redo";
import Undo from "@react-spectrum/s2/icons/Undo";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Dispatch } from "react";
import { Button } from "react-aria-components/Button";
import { useWords } from "../../../i18n";
import { heldBy, type Change, type Changes } from "../changes/changes";
import type { Step } from "../flow";

interface ChangeLineProps {
  changes: Changes;
  send: Dispatch<Step>;
}

const line = style({ display: "flex", alignItems: "center", gap: 4, minWidth: 0, flexShrink: 1, font: "ui", color: "neutral-subdued" });
const opener = style({ ...focusRing(), display: "flex", alignItems: "center", gap: 4, flexShrink: 0, height: 24, paddingX: 8, boxSizing: "border-box", borderStyle: "none", borderRadius: "default", cursor: "pointer", font: "ui-sm", fontWeight: "medium", color: "neutral", whiteSpace: "nowrap", backgroundColor: { default: "transparent", isHovered: "gray-100", isFocusVisible: "gray-100", isPressed: "gray-100" } });
const words = style({ truncate: true, minWidth: 0, marginEnd: 8 });

export function ChangeLine({ changes, send }: ChangeLineProps) {
  const t = useWords();
  const { made, undone } = changes;
  const latest = made.at(-1);
  const taken = undone.at(-1);
  const said = latest?.words ?? (taken ? t("changes-none") : t("check-nothing-sent"));
  return (
    <div className={line} role="group" aria-label={t("changes-label")} data-testid="changes">
      <span role="status" className={words} title={said} data-testid="change-latest">
        {said}
      </span>
      {latest && (
        <ActionButton isQuiet size="S" aria-label={t("undo-what", { change: latest.words })} onPress={() => send({ do: "undo" })} data-testid="undo">
          <Undo />
          <Text>{t("undo")}</Text>
        </ActionButton>
      )}
      {taken && (
        <ActionButton isQuiet size="S" aria-label={t("redo-what", { change: taken.words })} onPress={() => send({ do: "redo" })} data-testid="redo">
          <Redo />
          <Text>{t("redo")}</Text>
        </ActionButton>
      )}
      {latest && <AllChanges changes={changes} onTakeBack={(change) => send({ do: "take back", change })} />}
    </div>
  );
}

function AllChanges({ changes, onTakeBack }: { changes: Changes; onTakeBack(change: number): void }) {
  const t = useWords();
  const { made } = changes;
  return (
    <MenuTrigger>
      <Button className={(state) => opener(state)} data-testid="changes-menu">
        {t("changes-count", { count: made.length })}
        <ChevronDown styles={iconStyle({ size: "XS", color: "neutral" })} />
      </Button>
      <Menu aria-label={t("changes-take-back")} disabledKeys={made.filter(({ id }) => heldBy(changes, id)).map(({ id }) => id)} onAction={(key) => onTakeBack(Number(key))}>
        <MenuSection>
          <Header>
            <Heading>{t("changes-take-back")}</Heading>
          </Header>
          {made.toReversed().map((change) => (
            <OneChange key={change.id} change={change} holder={heldBy(changes, change.id)} />
          ))}
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}

/** A change on which a later one stands says which. */
function OneChange({ change, holder }: { change: Change; holder: Change | null }) {
  const t = useWords();
  return (
    <MenuItem id={change.id} textValue={change.words} data-testid="change">
      <Undo />
      <Text slot="label">{change.words}</Text>
      {holder && <Text slot="description">{t("changes-held", { change: holder.words })}</Text>}
    </MenuItem>
  );
}
