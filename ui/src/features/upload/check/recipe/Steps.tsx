/** The steps of a recipe, in their order: each with what it needs, with buttons to move it and to take it out. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Menu, MenuItem, MenuSection, MenuTrigger } from "@react-spectrum/s2/Menu";
import { Header, Heading, Text } from "@react-spectrum/s2";
import Add from "@react-spectrum/s2/icons/Add";
import ChevronDown from "@react-spectrum/s2/icons/ChevronDown";
import ChevronUp from "@react-spectrum/s2/icons/ChevronUp";
import Close from "@react-spectrum/s2/icons/Close";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useRef } from "react";
import type { Op } from "../../../../generated/Op";
import { useWords } from "../../../../i18n";
import { wordId } from "../../../../i18n/words";
import { Parameters } from "./Parameters";
import { canAdd, GROUPS, hasOrder, isFixed, moved, type Step } from "./steps";

interface StepsProps {
  steps: Step[];
  columns: string[];
  accepted: string[];
  onChange(steps: Step[]): void;
  onAdd(name: Op["op"]): void;
}

type Way = "up" | "down";

const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 12 });
const item = style({ borderWidth: 1, borderStyle: "solid", borderColor: "gray-200", borderRadius: "default", paddingX: 12, paddingY: 8, display: "flex", flexDirection: "column", gap: 4 });

export function Steps({ steps, columns, accepted, onChange, onAdd }: StepsProps) {
  const t = useWords();
  const root = useRef<HTMLDivElement>(null);
  const focusNext = useFocusAfterwards(root);
  const move = (index: number, way: Way) => {
    const step = steps[index];
    onChange(moved(steps, index, way === "up" ? -1 : 1));
    if (step) focusNext([`[data-step="${step.id}"] [data-way="${way}"]:not([disabled])`, `[data-step="${step.id}"] [data-way]:not([disabled])`]);
  };
  const remove = (id: number) => {
    onChange(steps.filter((step) => step.id !== id));
    focusNext(["[data-add-step]"]);
  };
  return (
    <div ref={root} className={style({ display: "flex", flexDirection: "column", gap: 12, alignItems: "stretch", minWidth: 0 })}>
      {steps.length === 0 ? (
        <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("steps-none")}</p>
      ) : (
        <ol className={list} aria-label={t("steps-title")}>
          {steps.map((step, index) => (
            <li key={step.id} data-step={step.id} data-op={step.op.op} className={item}>
              <Head step={step} index={index} steps={steps} onMove={move} onRemove={() => remove(step.id)} />
              <Parameters step={step} columns={columns} accepted={accepted} onChange={(now) => onChange(steps.map((old) => (old.id === now.id ? now : old)))} />
            </li>
          ))}
        </ol>
      )}
      <AddStep steps={steps} onAdd={onAdd} />
    </div>
  );
}

function Head({ step, index, steps, onMove, onRemove }: { step: Step; index: number; steps: Step[]; onMove(index: number, way: Way): void; onRemove(): void }) {
  const t = useWords();
  const name = t(wordId("step", step.op.op));
  const place = { name, number: index + 1, count: steps.length };
  const ways: [Way, boolean, typeof ChevronUp][] = [
    ["up", index === 0, ChevronUp],
    ["down", index === steps.length - 1, ChevronDown],
  ];
  return (
    <div className={style({ display: "flex", alignItems: "center", gap: 4, minHeight: 32 })}>
      <span className={style({ font: "ui", fontWeight: "medium", marginEnd: "auto" })}>{t("steps-name", place)}</span>
      {hasOrder(steps) &&
        ways.map(([way, isDisabled, Icon]) => (
          <ActionButton key={way} size="S" isQuiet data-way={way} isDisabled={isDisabled} aria-label={t("steps-move", { ...place, way })} onPress={() => onMove(index, way)}>
            <Icon />
          </ActionButton>
        ))}
      {!isFixed(step) && (
        <ActionButton size="S" isQuiet aria-label={t("steps-remove", place)} onPress={onRemove}>
          <Close />
        </ActionButton>
      )}
    </div>
  );
}

function AddStep({ steps, onAdd }: Pick<StepsProps, "steps" | "onAdd">) {
  const t = useWords();
  return (
    <MenuTrigger>
      <ActionButton data-add-step="" data-testid="add-step" styles={style({ alignSelf: "start" })}>
        <Add />
        <Text>{t("steps-add")}</Text>
      </ActionButton>
      <Menu aria-label={t("steps-add")} onAction={(key) => onAdd(String(key) as Op["op"])} disabledKeys={GROUPS.flatMap((group) => group.ops).filter((name) => !canAdd(steps, name))}>
        {GROUPS.map((group) => (
          <MenuSection key={group.id}>
            <Header>
              <Heading>{t(group.id)}</Heading>
            </Header>
            {group.ops.map((name) => (
              <MenuItem key={name} id={name} textValue={t(wordId("step", name))}>
                <Text slot="label">{t(wordId("step", name))}</Text>
                <Text slot="description">{t(`${wordId("step", name)}-text`)}</Text>
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** A button that moved or went away must not leave the keyboard behind: the first of these that is there gets it. */
function useFocusAfterwards(root: { current: HTMLElement | null }) {
  const wanted = useRef<string[]>([]);
  useEffect(() => {
    const found = wanted.current.map((css) => root.current?.querySelector<HTMLElement>(css)).find((element) => element);
    if (wanted.current.length > 0) found?.focus();
    wanted.current = [];
  });
  return (selectors: string[]) => {
    wanted.current = selectors;
  };
}
