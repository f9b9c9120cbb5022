/** Which columns the table shows, and the two things without which nothing can go. */
import { SegmentedControl, SegmentedControlItem } from "@react-spectrum/s2/SegmentedControl";
import { Text } from "@react-spectrum/s2";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import Key from "@react-spectrum/s2/icons/Key";
import Lock from "@react-spectrum/s2/icons/Lock";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import { push } from "../../../components/Page";
import { useWords } from "../../../i18n";
import type { Checking } from "../flow";
import { hasIdentity, requiredFields } from "./duty";
import { besides, unsentColumns } from "./people/uses";

export type Filter = "sent" | "not" | "blocked";

interface ColumnFilterProps {
  filter: Filter;
  onFilter(filter: Filter): void;
  flow: Checking;
  /** What can be done with the columns that are shown. */
  action?: ReactNode;
}

const line = style({ display: "flex", alignItems: "center", gap: 16, marginBottom: 12, flexWrap: "wrap", flexShrink: 0 });
const fact = style({ font: "ui", color: "neutral", display: "flex", alignItems: "center", gap: 8 });

export function ColumnFilter({ filter, onFilter, flow, action }: ColumnFilterProps) {
  const t = useWords();
  const { mapping, inspected } = flow;
  const blocked = inspected.inspection.columns.filter((c) => c.blocked !== null).length;
  const { open, count } = requiredFields(inspected.fields, mapping);
  const identity = hasIdentity(mapping);
  return (
    <div className={line}>
      <SegmentedControl aria-label={t("filter-label")} selectedKey={filter} onSelectionChange={(key) => onFilter(key as Filter)}>
        <SegmentedControlItem id="sent">
          <Text>{t("filter-sent", { count: mapping.fields.length + besides(flow).length })}</Text>
        </SegmentedControlItem>
        <SegmentedControlItem id="not" data-testid="filter-not">
          <Text>{t("filter-not", { count: unsentColumns(flow).length })}</Text>
        </SegmentedControlItem>
        <SegmentedControlItem id="blocked">
          <Lock />
          <Text>{t("filter-blocked", { count: blocked })}</Text>
        </SegmentedControlItem>
      </SegmentedControl>
      {action}
      <span className={push} />
      {count > 0 && (
        <span className={fact}>
          {open.length === 0 ? <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} /> : <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />}
          {t("required-ok", { done: count - open.length, count })}
        </span>
      )}
      <span className={fact} title={t("identity-text")}>
        {identity ? <Key styles={iconStyle({ size: "S", color: "positive" })} /> : <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} />}
        {t(identity ? "identity-ok" : "identity-missing")}
      </span>
    </div>
  );
}
