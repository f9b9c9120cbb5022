/** The first people of the file, to show what a choice means for them. */
import type { MappingSet } from "../../../../generated/MappingSet";
import type { RowCells } from "../../../../generated/RowCells";
import { useLoaded } from "../../../../components/useLoaded";
import { usePlatform } from "../../../../platform";

export interface Person {
  row: number;
  /** Empty where the file has no names. */
  name: string;
  /** The cell that would tell them apart. */
  value: string;
}

const FIRST = [1, 2, 3];
const NAMES = ["person.name.firstName", "person.name.lastName", "person.name.fullName"];

/** By their cells in one column; those who have none there are left out. */
export function peopleBy(rows: RowCells[], column: string | null, mapping: MappingSet): Person[] {
  const names = NAMES.flatMap((path) => mapping.fields.find(({ field }) => field === path)?.column ?? []);
  const text = (row: RowCells, wanted: string) => row.cells.find((cell) => cell.column === wanted)?.text.trim() ?? "";
  if (column === null) return [];
  const person = (row: RowCells) => ({ row: row.row, name: [...new Set(names)].map((name) => text(row, name)).filter(Boolean).join(" "), value: text(row, column) });
  return rows.map(person).filter(({ value }) => value !== "");
}

/** Empty until they are there: a choice is clear without them too. */
export function useFirstRows(ticket: string): RowCells[] {
  const platform = usePlatform();
  const [loaded] = useLoaded(ticket, () => platform.showRows(ticket, FIRST));
  return loaded.is === "there" ? loaded.value : [];
}
