/** The pages that work, at the left. */
import ConnectionsIcon from "@react-spectrum/s2/icons/Link";
import Clock from "@react-spectrum/s2/icons/Clock";
import HistoryIcon from "@react-spectrum/s2/icons/History";
import SchedulesIcon from "@react-spectrum/s2/icons/Calendar";
import Send from "@react-spectrum/s2/icons/Send";
import UploadIcon from "@react-spectrum/s2/icons/UploadToCloud";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import { Badge } from "@react-spectrum/s2/Badge";
import { Button } from "react-aria-components/Button";
import { PlaceBadge } from "../components/PlaceBadge";
import { RailButton } from "../components/RailButton";
import { useConnectionName } from "../components/connectionName";
import { Help } from "../features/help/Help";
import type { ConnectionView } from "../generated/ConnectionView";
import { useWords } from "../i18n";
import { useMoments } from "../i18n/moments";

export type PageName = "upload" | "schedules" | "history" | "connections";

const rail = style({ display: "flex", flexDirection: "column", paddingX: { default: 8, "@media (min-width: 880px)": 12 }, paddingTop: 20, paddingBottom: 16, minHeight: 0, boxSizing: "border-box", height: "screen" });
const brand = style({ display: "flex", alignItems: "center", gap: 8, paddingStart: 8, height: 32, marginBottom: 24 });
const mark = style({
  size: 24,
  borderRadius: "default",
  backgroundColor: "gray-900",
  display: "flex",
  alignItems: "center",
  justifyContent: "center",
  flexShrink: 0,
  "--iconPrimary": { type: "fill", value: "gray-25" },
});
const wide = { default: "none", "@media (min-width: 880px)": "inline" } as const;
interface RailProps {
  page: PageName;
  version: string;
  /** Where uploads go now. */
  current: ConnectionView | null;
  /** The schedule that runs next, and when (RFC 3339). */
  next: { name: string; at: string } | null;
  /** Schedules that wait for somebody. */
  held: number;
  onGo(page: PageName): void;
}

export function Rail({ page, version, current, next, held, onGo }: RailProps) {
  const t = useWords();
  return (
    <nav aria-label={t("nav-main")} className={rail}>
      <div className={brand}>
        <div className={mark}>
          <Send styles={iconStyle({ size: "XS" })} />
        </div>
        <span className={style({ font: "title", whiteSpace: "nowrap", display: wide })}>{t("app-name")}</span>
      </div>
      <ul className={style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: 4 })}>
        <Item name="upload" page={page} icon={<UploadIcon />} onGo={onGo} />
        <Item name="schedules" page={page} icon={<SchedulesIcon />} waiting={held} onGo={onGo} />
        <Item name="history" page={page} icon={<HistoryIcon />} onGo={onGo} />
        <Item name="connections" page={page} icon={<ConnectionsIcon />} onGo={onGo} />
      </ul>
      <div className={style({ marginTop: "auto", display: "flex", flexDirection: "column", gap: 12 })}>
        {next && <Next next={next} onGo={onGo} />}
        {current && <Current connection={current} onGo={onGo} />}
        <Help />
        {version !== "" && <p className={style({ font: "ui-sm", color: "neutral-subdued", margin: 0, paddingStart: 12, display: wide })}>{t("nav-version", { version })}</p>}
      </div>
    </nav>
  );
}

interface ItemProps {
  name: PageName;
  page: PageName;
  icon: ReactNode;
  /** How much on that page waits for somebody. */
  waiting?: number;
  onGo(page: PageName): void;
}

function Item({ name, page, icon, waiting = 0, onGo }: ItemProps) {
  const t = useWords();
  const isCurrent = name === page;
  const words = t(`nav-${name}`);
  return (
    <li>
      <RailButton word={words} label={waiting > 0 ? t(`nav-${name}-held`, { count: waiting }) : words} icon={icon} isCurrent={isCurrent} onPress={() => onGo(name)} data-testid={`rail-${name}`}>
        {waiting > 0 && (
          <>
            <span aria-hidden className={dot} />
            <span className={badge} data-testid={`rail-${name}-held`}>
              <Badge size="S" variant="notice" fillStyle="subtle">
                {String(waiting)}
              </Badge>
            </span>
          </>
        )}
      </RailButton>
    </li>
  );
}

const badge = style({ display: { default: "none", "@media (min-width: 880px)": "flex" }, marginStart: "auto" });
/** In a narrow rail there is no room for a number. */
const dot = style({ display: { default: "block", "@media (min-width: 880px)": "none" }, position: "absolute", top: 4, insetEnd: 4, size: 8, borderRadius: "full", backgroundColor: "notice" });
const current = style({ ...focusRing(), display: { default: "none", "@media (min-width: 880px)": "flex" }, flexDirection: "column", alignItems: "start", gap: 4, width: "full", paddingX: 12, paddingY: 8, boxSizing: "border-box", borderStyle: "none", borderRadius: "default", textAlign: "start", cursor: "pointer", font: "ui-sm", color: "neutral-subdued", backgroundColor: { default: "transparent", isHovered: "gray-100", isFocusVisible: "gray-100" } });

/** Wherever one is, it is to be seen where uploads go. */
function Current({ connection, onGo }: { connection: ConnectionView; onGo(page: PageName): void }) {
  const t = useWords();
  const nameOf = useConnectionName();
  return (
    <Button data-testid="rail-current" className={(state) => current(state)} onPress={() => onGo("connections")}>
      <span>{t("nav-current")}</span>
      <span className={style({ font: "ui", color: "neutral", truncate: true, maxWidth: "full" })}>{nameOf(connection)}</span>
      <PlaceBadge place={connection.place} bold />
    </Button>
  );
}

/** Will it run? That is the first question of whoever comes back. */
function Next({ next, onGo }: { next: { name: string; at: string }; onGo(page: PageName): void }) {
  const t = useWords();
  const moments = useMoments();
  return (
    <Button data-testid="rail-next" className={(state) => current(state)} onPress={() => onGo("schedules")}>
      <span className={style({ display: "flex", alignItems: "center", gap: 8, color: "neutral" })}>
        <Clock styles={iconStyle({ size: "S" })} />
        {t("nav-next", { when: moments.at(next.at) })}
      </span>
      <span className={style({ truncate: true, maxWidth: "full", paddingStart: 24, boxSizing: "border-box" })}>{next.name}</span>
    </Button>
  );
}
