/** What happens to a cell, in the words of one line; opens all of it. */
import Edit from "@react-spectrum/s2/icons/Edit";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Button } from "react-aria-components/Button";
import type { MappedField } from "../../../../generated/MappedField";
import { useWords } from "../../../../i18n";
import { useRecipeWords } from "../../../../i18n/recipe";

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
  color: "neutral",
  cursor: "pointer",
  textAlign: "start",
});

export function RecipeButton({ source, field, onPress }: { source: string; field: MappedField; onPress(): void }) {
  const t = useWords();
  const recipe = useRecipeWords();
  const words = recipe(field);
  return (
    <Button className={(state) => button(state)} aria-label={t("recipe-change", { source, recipe: words })} onPress={onPress} data-testid="recipe">
      <span className={style({ truncate: true })}>{words}</span>
      <span className={style({ marginStart: "auto", display: "flex" })}>
        <Edit styles={iconStyle({ size: "S", color: "gray" })} />
      </span>
    </Button>
  );
}
