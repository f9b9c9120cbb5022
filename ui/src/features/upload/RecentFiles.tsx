/** Files that were uploaded lately: one click opens one again. */
import FileText from "@react-spectrum/s2/icons/FileText";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Button } from "react-aria-components/Button";
import { PlaceBadge } from "../../components/PlaceBadge";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";

const SHOWN = 4;

const line = style({
  ...focusRing(),
  display: "grid",
  gridTemplateColumns: [20, "minmax(0, 1fr)", "auto", "auto", "auto"],
  columnGap: 16,
  alignItems: "center",
  width: "[calc(100% + 16px)]",
  height: 44,
  boxSizing: "border-box",
  paddingX: 8,
  marginX: -8,
  textAlign: "start",
  cursor: "pointer",
  backgroundColor: { default: "transparent", isHovered: "gray-75" },
  borderRadius: "default",
  borderStyle: "none",
});
const quiet = style({ font: "ui", color: "neutral-subdued", whiteSpace: "nowrap" });

export function RecentFiles({ runs, onOpen }: { runs: RunReport[]; onOpen(run: string): void }) {
  const t = useWords();
  const format = useFormat();
  const seen = new Set<string>();
  const files = runs.filter((run) => !seen.has(run.file.name) && seen.add(run.file.name)).slice(0, SHOWN);
  if (files.length === 0) return <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("recent-none")}</p>;
  return (
    <ul className={style({ listStyleType: "none", margin: 0, padding: 0 })}>
      {files.map((run) => (
        <li key={run.run}>
          <Button className={line} onPress={() => onOpen(run.run)}>
            <FileText styles={iconStyle({ size: "M", color: "neutral" })} />
            <span className={style({ font: "ui", color: "neutral", truncate: true })}>{run.file.name}</span>
            <span className={quiet}>{t("rows", { count: run.rows.read })}</span>
            <span className={quiet}>{format.when(run.started)}</span>
            <PlaceBadge place={run.target.place} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
