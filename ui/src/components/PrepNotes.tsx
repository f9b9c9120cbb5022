/** What Data Prep has no equal for, and what comes out differently there. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { DataPrepExport } from "../generated/DataPrepExport";
import type { DataPrepNote } from "../generated/DataPrepNote";
import { useWords } from "../i18n";
import type { FieldNames } from "../i18n/field";
import { wordId } from "../i18n/words";

const title = style({ font: "title-sm", margin: 0, marginBottom: 4 });
const list = style({ margin: 0, paddingStart: 20, font: "ui", color: "neutral", display: "flex", flexDirection: "column", gap: 4 });

export function PrepNotes({ of, names }: { of: Pick<DataPrepExport, "left_out" | "differs">; names: FieldNames }) {
  return (
    <>
      <Group id="prep-left-out" notes={of.left_out} names={names} />
      <Group id="prep-differs" notes={of.differs} names={names} />
    </>
  );
}

function Group({ id, notes, names }: { id: string; notes: DataPrepNote[]; names: FieldNames }) {
  const t = useWords();
  if (notes.length === 0) return null;
  return (
    <section>
      <h3 className={title}>{t(id)}</h3>
      <ul className={list}>
        {notes.map((note, index) => (
          <li key={index}>
            <b className={style({ fontWeight: "medium" })}>{note.field === null ? t("prep-whole") : names.of(note.field)}</b>: {t(wordId("data-prep", note.reason))}
          </li>
        ))}
      </ul>
    </section>
  );
}
