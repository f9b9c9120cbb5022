/** Keeps what is said for all pages. */
import { useMemo, useRef, useState, type ReactNode } from "react";
import { MessagesContext, SaidContext, type Message, type Messages } from "./messages";

export function MessagesProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Message | null>(null);
  const count = useRef(0);
  const messages = useMemo<Messages>(
    () => ({
      say: (is, words, action) => setSaid({ id: ++count.current, is, words, action: action ?? null }),
      hush: (id) => setSaid((now) => (id === undefined || now?.id === id ? null : now)),
    }),
    [],
  );
  return (
    <MessagesContext value={messages}>
      <SaidContext value={said}>{children}</SaidContext>
    </MessagesContext>
  );
}
