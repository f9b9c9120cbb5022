/** What kind of place a destination is. Bold only where this very page is about to send there. */
import { Badge } from "@react-spectrum/s2/Badge";
import type { Place } from "../generated/Place";
import { useWords } from "../i18n";

export function PlaceBadge({ place, bold = false }: { place: Place; bold?: boolean }) {
  const t = useWords();
  return (
    <Badge size="S" variant={place === "production" ? "orange" : "gray"} fillStyle={bold ? "bold" : "subtle"}>
      {t(`place-${place}`)}
    </Badge>
  );
}
