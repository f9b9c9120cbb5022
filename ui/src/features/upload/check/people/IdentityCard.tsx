/** One way to tell customers apart: what it joins, and who that would be in this file. */
import { Radio } from "@react-spectrum/s2/RadioGroup";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useId, type ReactNode } from "react";
import { useWords } from "../../../../i18n";
import type { Person } from "./usePeople";

interface IdentityCardProps {
  id: string;
  title: string;
  text: string;
  isChosen: boolean;
  /** Null where nobody can be shown. */
  people: Person[] | null;
  children?: ReactNode;
}

const card = style({
  borderWidth: 2,
  borderStyle: "solid",
  borderColor: { default: "gray-200", isChosen: "accent-900" },
  borderRadius: "lg",
  padding: 16,
  display: "flex",
  flexDirection: "column",
  gap: 8,
});
const inside = style({ paddingStart: 24, display: "flex", flexDirection: "column", gap: 8 });
const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 4, font: "ui-sm", color: "neutral-subdued", overflowWrap: "anywhere" });

export function IdentityCard({ id, title, text, isChosen, people, children }: IdentityCardProps) {
  const t = useWords();
  const [about, who] = [useId(), useId()];
  return (
    <div className={card({ isChosen })} data-testid={`identity-${id}`}>
      <Radio value={id} aria-describedby={`${about} ${who}`}>
        {title}
      </Radio>
      <div className={inside}>
        <p id={about} className={style({ font: "ui", margin: 0, color: "neutral" })}>
          {text}
        </p>
        {people !== null && people.length > 0 && (
          <ul id={who} aria-label={t("identity-examples")} className={list}>
            {people.map(({ row, name, value }) => (
              <li key={row}>{name === "" ? value : t("identity-example", { name, value })}</li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </div>
  );
}
