/** Moves the focus to the row of a field in the table: where what was pressed is gone, to what came of it. */
import { useEffect, useState } from "react";

export function useFocusOnField(): (field: string | undefined) => void {
  const [wish, setWish] = useState<{ field: string } | null>(null);
  useEffect(() => {
    if (wish !== null) document.querySelector<HTMLElement>(`tr[data-field="${CSS.escape(wish.field)}"] button`)?.focus();
  }, [wish]);
  return (field) => setWish(field === undefined ? null : { field });
}
