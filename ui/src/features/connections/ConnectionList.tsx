/** The connections at the left, one stop for the keyboard. */
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { PlaceBadge } from "../../components/PlaceBadge";
import type { ConnectionView } from "../../generated/ConnectionView";
import { useWords } from "../../i18n";
import { wordId } from "../../i18n/words";
import type { Tested } from "./tested";
import { PRACTICE, useConnectionName } from "../../components/connectionName";

interface ConnectionListProps {
  all: ConnectionView[];
  current: string | null;
  selected: string;
  tests: Record<string, Tested>;
  onSelect(id: string): void;
}

const item = style({
  ...focusRing(),
  display: "flex",
  alignItems: "center",
  gap: 12,
  paddingX: 16,
  minHeight: 64,
  borderRadius: "lg",
  cursor: "pointer",
  boxSizing: "border-box",
  backgroundColor: { default: "transparent", isHovered: "gray-75", isSelected: "gray-100" },
});

export function ConnectionList({ all, current, selected, tests, onSelect }: ConnectionListProps) {
  const t = useWords();
  const nameOf = useConnectionName();
  const under = (one: ConnectionView) => [...(one.id === current ? [t("connection-in-use")] : []), one.id === PRACTICE ? t("practice-where") : one.dataset_name || t("connection-no-target")].join(" · ");
  return (
    <ListBox
      aria-label={t("connections-title")}
      data-testid="connections"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => keys !== "all" && onSelect(String([...keys][0]))}
      items={all}
      dependencies={[current, tests, t]}
      className={style({ display: "flex", flexDirection: "column", gap: 4, marginStart: -16, outlineStyle: "none" })}
    >
      {(one) => (
        <ListBoxItem id={one.id} textValue={nameOf(one)} aria-label={[nameOf(one), t(wordId("place", one.place)), under(one)].join(", ")} data-testid="connection" className={(state) => item(state)}>
          <span className={style({ display: "flex", flexDirection: "column", alignItems: "start", flexGrow: 1, minWidth: 0 })}>
            <span className={style({ font: "title-sm", truncate: true, maxWidth: "full" })}>{nameOf(one)}</span>
            <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{under(one)}</span>
          </span>
          <span className={style({ flexShrink: 0, display: "flex" })}>
            <PlaceBadge place={one.place} bold={one.id === current} />
          </span>
          <Mark test={tests[one.id]} />
        </ListBoxItem>
      )}
    </ListBox>
  );
}

function Mark({ test }: { test: Tested | undefined }) {
  const t = useWords();
  if (test?.is !== "done") return null;
  return test.check.good ? <CheckmarkCircle aria-label={t("access-all")} styles={iconStyle({ size: "M", color: "positive" })} /> : <AlertTriangle aria-label={t("access-some")} styles={iconStyle({ size: "M", color: "notice" })} />;
}
