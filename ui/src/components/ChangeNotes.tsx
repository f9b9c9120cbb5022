/** What is to be known about the comparison with the last upload, where it is not the usual. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ChangeCounts } from "../generated/ChangeCounts";
import { useWords } from "../i18n";
import { wordId } from "../i18n/words";

const list = style({ listStyleType: "none", padding: 0, margin: 0, marginTop: { default: 16, isTight: 0 }, display: "flex", flexDirection: "column", gap: 4, font: "ui", color: "neutral-subdued" });

export function ChangeNotes({ change, isTight = false }: { change: ChangeCounts; isTight?: boolean }) {
  const t = useWords();
  const notes = [];
  // A first upload needs no explanation, and neither does one that is compared as usual.
  if (change.against !== null && change.against !== "last" && change.against !== "nothing") notes.push(t(wordId("against", change.against)));
  if (change.removed !== null && change.removed > 0) notes.push(t("change-removed", { count: change.removed }));
  if (notes.length === 0) return null;
  return (
    <ul className={list({ isTight })} data-testid="change-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
