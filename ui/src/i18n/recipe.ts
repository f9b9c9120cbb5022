/** What happens to a cell on its way, in plain words. */
import { useCallback } from "react";
import type { Op } from "../generated/Op";
import { useWords, type Variables } from ".";
import { wordId } from "./words";

function variables(op: Op): Variables {
  switch (op.op) {
    case "split":
      return { take: op.take + 1, on: op.on };
    case "join":
    case "first_of":
      return { columns: op.columns.join(", ") };
    case "date":
      return { order: op.order };
    case "date_time":
      return { zone: op.zone };
    case "number":
      return { locale: op.locale };
    case "map":
      return { count: Object.keys(op.values).length };
    default:
      return {};
  }
}

export function useRecipeWords() {
  const t = useWords();
  return useCallback((recipe: Op[]) => (recipe.length === 0 ? t("op-none") : recipe.map((op) => t(wordId("op", op.op), variables(op))).join(", ")), [t]);
}
