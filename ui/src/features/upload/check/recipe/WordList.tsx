/** Words, one a line: what somebody types is kept as it is until it means other words. */
import { TextArea } from "@react-spectrum/s2/TextArea";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { useWords } from "../../../../i18n";

interface WordListProps {
  label: string;
  words: string[];
  fault: string | undefined;
  onChange(words: string[]): void;
}

function read(text: string): string[] {
  const words = text.split("\n").map((line) => line.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}

export function WordList({ label, words, fault, onChange }: WordListProps) {
  const t = useWords();
  const [text, setText] = useState(words.join("\n"));
  const typed = (now: string) => {
    setText(now);
    onChange(read(now));
  };
  return <TextArea label={label} size="S" description={t("parameter-one-a-line")} value={text} onChange={typed} isInvalid={fault !== undefined} errorMessage={fault && t(fault)} styles={style({ width: 176 })} />;
}
