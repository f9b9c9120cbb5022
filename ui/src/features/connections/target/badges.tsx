/** What kind of dataset it is, in badges: whether customers are seen there, and what becomes of what a file lacks. */
import { Badge } from "@react-spectrum/s2/Badge";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { DatasetView } from "../../../generated/DatasetView";
import { useWords } from "../../../i18n";

type Traits = Pick<DatasetView, "profile" | "keeps_missing" | "connector">;

/** The words of the badges, for those who hear them. */
export function traitsOf(dataset: Traits): string[] {
  const first = dataset.profile ? ["dataset-ready", dataset.keeps_missing ? "dataset-keeps" : "dataset-replaces"] : ["dataset-off"];
  return dataset.connector ? [...first, "dataset-connector"] : first;
}

const QUIET = new Set(["dataset-ready", "dataset-keeps"]);

export function DatasetBadges({ dataset }: { dataset: Traits }) {
  const t = useWords();
  return (
    <span className={style({ display: "flex", flexWrap: "wrap", gap: 4 })}>
      {traitsOf(dataset).map((trait) => (
        <Badge key={trait} size="S" variant={trait === "dataset-ready" ? "positive" : QUIET.has(trait) ? "neutral" : "notice"} fillStyle={trait === "dataset-keeps" ? "outline" : "subtle"}>
          {t(trait)}
        </Badge>
      ))}
    </span>
  );
}

/** The one dataset that customers can well go to, if there is just one. */
export function onlyReady(datasets: DatasetView[]): DatasetView | null {
  const ready = datasets.filter((one) => one.profile && one.keeps_missing && !one.connector);
  return ready.length === 1 ? (ready[0] ?? null) : null;
}
