/** One connection: what it is, where it leads, whether it works, and what can be done with it. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { ActionMenu, MenuItem } from "@react-spectrum/s2/ActionMenu";
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { StatusLight } from "@react-spectrum/s2/StatusLight";
import { Content, Heading, Text } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PlaceBadge } from "../../components/PlaceBadge";
import type { ConnectionView } from "../../generated/ConnectionView";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { Checks } from "./Checks";
import { Facts } from "./Facts";
import type { Tested } from "./tested";
import { PRACTICE, useConnectionName } from "../../components/connectionName";

export type Wish = "target" | "secret" | "rename" | "remove" | "mail" | "schema" | "sending";

interface ConnectionDetailProps {
  connection: ConnectionView;
  isCurrent: boolean;
  test: Tested;
  /** When it was tested, RFC 3339. */
  tested: string | null;
  onUse(): void;
  onTest(): void;
  onStop(): void;
  onWish(wish: Wish): void;
}

const head = style({ display: "flex", alignItems: "center", gap: 12, minHeight: 32, flexWrap: "wrap" });

export function ConnectionDetail({ connection, isCurrent, test, tested, onUse, onTest, onStop, onWish }: ConnectionDetailProps) {
  const t = useWords();
  const format = useFormat();
  const nameOf = useConnectionName();
  const isOwn = connection.id !== PRACTICE;
  const name = nameOf(connection);
  return (
    <section aria-label={name} data-testid="connection-detail" data-connection={connection.id} className={style({ display: "flex", flexDirection: "column", gap: 24 })}>
      <div className={head}>
        <h2 className={style({ font: "heading-sm", margin: 0, overflowWrap: "anywhere" })}>{name}</h2>
        <PlaceBadge place={connection.place} bold={isCurrent} />
        <span className={style({ marginStart: "auto", display: "flex", gap: 8, alignItems: "center" })}>
          {isCurrent ? (
            <StatusLight size="S" variant="positive">
              {t("connection-in-use")}
            </StatusLight>
          ) : (
            <Button variant="secondary" onPress={onUse} data-testid="use-connection">
              {t("connection-use")}
            </Button>
          )}
          <ActionMenu isQuiet aria-label={t("connection-more", { name })} data-testid="connection-more" onAction={(key) => onWish(key as Wish)}>
            {isOwn && <MenuItem id="rename">{t("connection-rename")}</MenuItem>}
            {isOwn && <MenuItem id="target">{t("connection-target")}</MenuItem>}
            <MenuItem id="sending">{t("connection-sending")}</MenuItem>
            {isOwn && <MenuItem id="secret">{t("connection-secret")}</MenuItem>}
            {isOwn && <MenuItem id="remove">{t("connection-remove")}</MenuItem>}
          </ActionMenu>
        </span>
      </div>
      {isOwn && connection.secret === "nowhere" && <Lack id="connection-no-secret" action="connection-secret-enter" onAct={() => onWish("secret")} />}
      {isOwn && connection.dataset === null && <Lack id="connection-no-dataset" action="connection-target" onAct={() => onWish("target")} />}
      <div className={style({ display: "flex", flexDirection: "column", gap: 12 })}>
        <div className={head}>
          <Button size="S" variant="secondary" fillStyle="outline" isPending={test.is === "busy"} onPress={onTest} data-testid="test-connection">
            {t(test.is === "none" ? "access-test" : "access-test-again")}
          </Button>
          {test.is === "busy" && (
            <Button size="S" variant="secondary" fillStyle="outline" onPress={onStop} data-testid="test-stop">
              {t("access-stop")}
            </Button>
          )}
          {tested !== null && test.is === "done" && <span className={style({ font: "ui-sm", color: "neutral-subdued" })}>{t("access-when", { when: format.when(tested) })}</span>}
        </div>
        <Checks trial={test} isCompact remedies={{ admin: () => onWish("mail"), again: onTest, ...(isOwn ? { secret: () => onWish("secret"), target: () => onWish("target") } : {}) }} />
      </div>
      <Facts connection={connection} />
      {(!isOwn || connection.dataset !== null) && (
        <ActionButton size="S" onPress={() => onWish("schema")} styles={style({ alignSelf: "start" })} data-testid="open-schema">
          <Text>{t("schema-open")}</Text>
        </ActionButton>
      )}
    </section>
  );
}

function Lack({ id, action, onAct }: { id: string; action: string; onAct(): void }) {
  const t = useWords();
  return (
    <InlineAlert variant="notice">
      <Heading>{t(`${id}-title`)}</Heading>
      <Content>
        <p className={style({ margin: 0 })}>{t(`${id}-text`)}</p>
        <Button size="S" variant="secondary" onPress={onAct} styles={style({ marginTop: 12 })} data-testid={id}>
          {t(action)}
        </Button>
      </Content>
    </InlineAlert>
  );
}
