/** Every upload of this computer, newest first, with what became of each row. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Button } from "@react-spectrum/s2/Button";
import { IllustratedMessage } from "@react-spectrum/s2/IllustratedMessage";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import { SearchField } from "@react-spectrum/s2/SearchField";
import { Switch } from "@react-spectrum/s2/Switch";
import { Content, Heading, Text } from "@react-spectrum/s2";
import Export from "@react-spectrum/s2/icons/Export";
import NoRuns from "@react-spectrum/s2/illustrations/linear/FileText";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useMemo, useRef, useState } from "react";
import { useSay } from "../../components/messages/messages";
import { Page, panel } from "../../components/Page";
import type { Opened } from "../../generated/Opened";
import { useWords } from "../../i18n";
import { useProblemWords } from "../../i18n/problem";
import { usePlatform } from "../../platform";
import { entries, gapsIn, type Entry } from "./entries";
import { RunDetail } from "./RunDetail";
import { RunTable } from "./RunTable";
import { SlotDetail } from "./SlotDetail";
import { useHistory, useSlots, type History } from "./useHistory";

interface HistoryPageProps {
  isShown: boolean;
  /** The run, or the times of a schedule, whose detail is open. */
  selected: string | null;
  onSelect(run: string | null): void;
  onAgain(opened: Opened): void;
  onWatch(run: string): void;
  onGoToUpload(): void;
  /** To a slot that waits for somebody, where there is one. */
  onGoToSchedules(slot: { id: string; local: string } | null): void;
}

export function HistoryPage({ isShown, selected, onSelect, onAgain, onWatch, onGoToUpload, onGoToSchedules }: HistoryPageProps) {
  const t = useWords();
  const history = useHistory();
  const slots = useSlots();
  const gaps = useMemo(() => gapsIn(slots), [slots]);
  const [words, setWords] = useState("");
  const [isProblemsOnly, setProblemsOnly] = useState(false);
  const search = useRef<{ focus(): void }>(null);
  useSearchKey(isShown, () => search.current?.focus());
  const runs = history.is === "there" ? history.runs : [];
  const all = history.is === "there" ? entries(runs, gaps, "", false) : [];
  const shown = history.is === "there" ? entries(runs, gaps, words, isProblemsOnly) : [];
  const open = all.find((entry) => entry.id === selected) ?? null;
  return (
    <>
      <main className={panel}>
        <Page title={t("history-title")} actions={<ExportButton isDisabled={runs.length === 0} />}>
          {all.length > 0 && (
            <div className={style({ display: "flex", alignItems: "center", gap: 12, marginBottom: 12, flexWrap: "wrap", flexShrink: 0 })}>
              <SearchField ref={search as never} aria-label={t("history-search")} placeholder={t("history-search-hint")} value={words} onChange={setWords} styles={style({ width: 208 })} />
              <Switch size="S" isSelected={isProblemsOnly} onChange={setProblemsOnly} styles={style({ marginStart: "auto" })}>
                {t("history-problems")}
              </Switch>
            </div>
          )}
          <Body
            history={history}
            isEmpty={all.length === 0}
            shown={shown}
            selected={open?.id ?? null}
            onSelect={onSelect}
            onGoToUpload={onGoToUpload}
            onShowAll={() => {
              setWords("");
              setProblemsOnly(false);
            }}
          />
        </Page>
      </main>
      {open?.kind === "slots" && <SlotDetail slots={open.slots} onClose={() => onSelect(null)} onGoToSchedules={onGoToSchedules} />}
      {open?.kind === "run" && <RunDetail report={open.run} runs={runs} onSelect={onSelect} onClose={() => onSelect(null)} onAgain={onAgain} onWatch={onWatch} />}
    </>
  );
}

interface BodyProps {
  history: History;
  /** There is nothing at all. */
  isEmpty: boolean;
  shown: Entry[];
  selected: string | null;
  onSelect(run: string | null): void;
  onGoToUpload(): void;
  onShowAll(): void;
}

const middle = style({ marginY: "auto", display: "flex", flexDirection: "column", alignItems: "center", gap: 16 });

function Body({ history, isEmpty, shown, selected, onSelect, onGoToUpload, onShowAll }: BodyProps) {
  const t = useWords();
  const problem = useProblemWords();
  switch (history.is) {
    case "coming":
      return history.isSlow ? (
        <div className={middle}>
          <ProgressCircle isIndeterminate aria-label={t("history-loading")} />
        </div>
      ) : null;
    case "failed":
      return (
        <InlineAlert variant="negative" data-testid="problem">
          <Heading>{t("error-title")}</Heading>
          <Content>{problem(history.failure.problem)}</Content>
        </InlineAlert>
      );
    case "there":
      if (isEmpty) return <Nothing id="history-empty" action="history-empty-go" onAct={onGoToUpload} />;
      if (shown.length === 0) return <Nothing id="history-none" action="history-show-all" onAct={onShowAll} />;
      return <RunTable entries={shown} selected={selected} isSlim={selected !== null} onSelect={onSelect} />;
  }
}

function Nothing({ id, action, onAct }: { id: string; action: string; onAct(): void }) {
  const t = useWords();
  return (
    <div className={middle}>
      <IllustratedMessage size="M">
        <NoRuns />
        <Heading level={2}>{t(`${id}-title`)}</Heading>
        <Content>{t(`${id}-text`)}</Content>
      </IllustratedMessage>
      <Button variant="secondary" onPress={onAct}>
        {t(action)}
      </Button>
    </div>
  );
}

function ExportButton({ isDisabled }: { isDisabled: boolean }) {
  const t = useWords();
  const platform = usePlatform();
  const say = useSay();
  const save = () => platform.exportHistory().then((saved) => saved && say.done(t("history-exported", { name: saved.name })), say.failed);
  return (
    <ActionButton isDisabled={isDisabled} onPress={() => void save()}>
      <Export />
      <Text>{t("history-export")}</Text>
    </ActionButton>
  );
}

/** `/` goes to the search, as in many programs; not while something is typed. */
function useSearchKey(isShown: boolean, focus: () => void) {
  const latest = useRef(focus);
  useEffect(() => {
    latest.current = focus;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    function pressed(event: KeyboardEvent) {
      if (event.key !== "/" || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [isShown]);
}
