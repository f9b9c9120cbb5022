/** An answer that the program puts into a mapping. What it cannot do is said where it was asked. */
import { useState } from "react";
import type { MappingSet } from "../../../../generated/MappingSet";
import { useProblemWords } from "../../../../i18n/problem";
import { asFailure, usePlatform, type Platform } from "../../../../platform";
import type { Checking } from "../../flow";
import { withIgnored } from "../edit";

export type OnMap = (changed: MappingSet, words: string) => void;

export interface Answering {
  /** Resolves with whether it is in the mapping. */
  answer(words: string, ask: (platform: Platform, mapping: MappingSet) => Promise<MappingSet>): Promise<boolean>;
  isAsking: boolean;
  /** Why the last one could not be taken; empty where it could. */
  trouble: string;
}

export function useAnswer(flow: Checking, onMap: OnMap): Answering {
  const platform = usePlatform();
  const problem = useProblemWords();
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const answer: Answering["answer"] = async (words, ask) => {
    setAsking(true);
    setTrouble("");
    try {
      onMap(withIgnored(await ask(platform, flow.mapping), flow.inspected), words);
      return true;
    } catch (reason) {
      setTrouble(problem(asFailure(reason).problem));
      return false;
    } finally {
      setAsking(false);
    }
  };
  return { answer, isAsking, trouble };
}
