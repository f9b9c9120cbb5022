/** What happens to a cell on its way, in plain words. */
import { useCallback } from "react";
import type { Op } from "../generated/Op";
import { useWords, type Variables } from ".";
import { wordId } from "./words";

function variables(op: Op): Variables {
  switch (op.op) {
    case "split":
      return { take: op.take, on: op.on.replaceAll("\n", "⏎") };
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
  return useCallback(
    (recipe: Op[]) => {
      // Blanks around a value are nobody's business.
      const told = recipe.filter((op) => op.op !== "trim");
      return told.length === 0 ? t("op-none") : told.map((op) => t(wordId("op", op.op), variables(op))).join(", ");
    },
    [t],
  );
}
