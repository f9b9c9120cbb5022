/** What is said after something was done or failed: one short sentence at a time, which ends by itself. */
import { createContext, useContext, useMemo } from "react";
import { useProblemWords } from "../../i18n/problem";
import { asFailure } from "../../platform";

export interface Message {
  /** The same words can be said twice. */
  id: number;
  is: "done" | "failed";
  words: string;
  /** What can be done about it as long as it stands. */
  action: MessageAction | null;
}

export interface MessageAction {
  words: string;
  act(): void;
}

export interface Messages {
  say(is: Message["is"], words: string, action?: MessageAction): void;
  /** Takes back what is said; with an id only if that is still it. */
  hush(id?: number): void;
}

export const MessagesContext = createContext<Messages | null>(null);
/** What is said now; apart from the above, so that a message draws no page anew. */
export const SaidContext = createContext<Message | null>(null);

export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (!messages) throw new Error("no MessagesProvider above");
  return messages;
}

export interface Say {
  done(words: string, action?: MessageAction): void;
  /** Words that are known already. */
  wrong(words: string): void;
  /** What a promise was rejected with. */
  failed(reason: unknown): void;
}

export function useSay(): Say {
  const { say } = useMessages();
  const problem = useProblemWords();
  return useMemo(
    () => ({
      done: (words, action) => say("done", words, action),
      wrong: (words) => say("failed", words),
      failed: (reason) => say("failed", problem(asFailure(reason).problem)),
    }),
    [say, problem],
  );
}
