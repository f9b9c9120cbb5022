/** A problem in words. */
import { useCallback } from "react";
import type { Problem } from "../generated/Problem";
import { useWords } from ".";
import { wordId } from "./words";

export function useProblemWords() {
  const t = useWords();
  return useCallback((problem: Problem) => t(wordId("problem", problem.code), { ...(problem.params as Record<string, string | number>) }), [t]);
}
