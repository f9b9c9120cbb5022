/** What happens to a cell on its way, in plain words. */
import { useLocale } from "@react-spectrum/s2";
import { useCallback } from "react";
import type { MappedField } from "../generated/MappedField";
import type { Op } from "../generated/Op";
import { useWords, type Variables } from ".";
import { wordId } from "./words";

function variables(op: Op, locale: string): Variables {
  switch (op.op) {
    case "split":
      return { take: op.take, on: op.on.replaceAll("\n", "⏎").replaceAll(" ", "␣") };
    case "join":
    case "first_of":
      return { columns: op.columns.join(", ") };
    case "consent":
      return { count: (op.also ?? []).length, columns: (op.also ?? []).map((other) => other.column).join(", ") };
    case "date":
      return { order: op.order };
    case "date_time":
      return { zone: op.zone };
    case "number":
      return { locale: op.locale };
    case "phone": {
      const country = op.country === undefined ? undefined : new Intl.DisplayNames(locale, { type: "region" }).of(op.country);
      return { country: op.country_column ?? country ?? "none" };
    }
    case "map":
      return { count: Object.keys(op.values).length };
    default:
      return {};
  }
}

export function useRecipeWords() {
  const t = useWords();
  const { locale } = useLocale();
  return useCallback(
    ({ recipe, required, when }: MappedField) => {
      // Blanks around a value are nobody's business.
      const told = recipe.filter((op) => op.op !== "trim").map((op) => t(wordId("op", op.op), variables(op, locale)));
      if (when !== undefined) told.push(t("recipe-when", { column: when }));
      if (required) told.push(t("recipe-required"));
      return told.length === 0 ? t("op-none") : told.join(", ");
    },
    [t, locale],
  );
}
