/** Where customers can go: connections at the left, the chosen one at the right. */
import { Button } from "@react-spectrum/s2/Button";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { useSay } from "../../components/messages/messages";
import { Page, panel } from "../../components/Page";
import { useAccentKey } from "../../components/useAccentKey";
import { useLoaded } from "../../components/useLoaded";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { usePlatform } from "../../platform";
import type { Brought } from "./brought";
import { ConnectionDetail } from "./ConnectionDetail";
import { ConnectionList } from "./ConnectionList";
import { Dialogs, type Asked } from "./Dialogs";
import { DropCredentials } from "./DropCredentials";
import { KeychainNotice } from "./KeychainNotice";
import { PRACTICE } from "../../components/connectionName";
import type { Connections } from "./useConnections";
import { useTests } from "./useTests";

interface ConnectionsPageProps {
  isShown: boolean;
  connections: Connections;
  /** Credentials that were dropped anywhere on the window. */
  brought: Brought | null;
}

const NOTHING: Asked = { is: "nothing" };
const columns = style({
  display: "grid",
  gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 1040px)": [361, "minmax(0, 1fr)"] },
  columnGap: 24,
  rowGap: 32,
  flexGrow: 1,
  flexShrink: 0,
  alignItems: "stretch",
});
/** Stays in view beside a long detail; as high as the page, so that the place for a file is at its foot. */
const left = style({
  display: "flex",
  flexDirection: "column",
  gap: 24,
  position: { default: "static", "@media (min-width: 1040px)": "sticky" },
  top: 0,
  alignSelf: "start",
  minHeight: { default: 0, "@media (min-width: 1040px)": "[calc(100vh - 124px)]" },
});
const right = style({
  paddingStart: { default: 0, "@media (min-width: 1040px)": 32 },
  borderStartWidth: { default: 0, "@media (min-width: 1040px)": 1 },
  borderEndWidth: 0,
  borderYWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
  minWidth: 0,
});

export function ConnectionsPage({ isShown, connections, brought }: ConnectionsPageProps) {
  const t = useWords();
  const platform = usePlatform();
  const problem = useProblemWords();
  const say = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>(NOTHING);
  const tests = useTests();
  // Asking the keychain can bring up the system's own dialog: only once somebody is here, and again when told to.
  const [keychain, askKeychain] = useLoaded(isShown ? "keychain" : null, () => platform.keychain());
  const { all, current } = connections;
  const selected = all.find(({ id }) => id === chosen) ?? current ?? all.find(({ id }) => id === PRACTICE) ?? null;
  const use = (id: string) => void connections.use(id).catch(say.failed);
  const add = () => setAsked({ is: "add", draft: null, failure: null });
  const [seen, setSeen] = useState<Brought | null>(null);
  if (brought !== seen) {
    setSeen(brought);
    if (brought) setAsked({ is: "add", ...brought });
  }
  const isTesting = selected !== null && tests.of[selected.id]?.is === "busy";
  useAccentKey(isShown, add, isTesting ? () => tests.cancel(selected.id) : null);
  return (
    <main className={panel}>
      <Page
        title={t("connections-title")}
        actions={
          <Button variant="accent" onPress={add} data-testid="add-connection-open">
            {t("add-title")}
          </Button>
        }
      >
        {connections.failure && (
          <InlineAlert variant="negative">
            <Heading>{t("error-title")}</Heading>
            <Content>{problem(connections.failure.problem)}</Content>
          </InlineAlert>
        )}
        {keychain.is === "there" && <KeychainNotice status={keychain.value} onAgain={askKeychain} />}
        {selected && (
          <div className={columns}>
            <div className={left}>
              <ConnectionList all={all} current={current?.id ?? null} selected={selected.id} tests={tests.of} onSelect={setChosen} />
              <DropCredentials isFirst={all.length === 1} onFields={add} onMail={() => setAsked({ is: "mail", about: null })} />
            </div>
            <div className={right}>
              <ConnectionDetail
                connection={selected}
                isCurrent={selected.id === current?.id}
                test={tests.of[selected.id] ?? { is: "none" }}
                tested={tests.at[selected.id] ?? null}
                onUse={() => use(selected.id)}
                onTest={() => tests.begin(selected.id)}
                onStop={() => tests.cancel(selected.id)}
                onWish={(wish) => setAsked(wish === "mail" ? { is: "mail", about: selected } : { is: wish, connection: selected })}
              />
            </div>
          </div>
        )}
        <Dialogs
          asked={asked}
          connections={connections}
          onAdded={setChosen}
          onUse={use}
          onChanged={tests.forget}
          onClose={() => setAsked(NOTHING)}
        />
      </Page>
    </main>
  );
}
