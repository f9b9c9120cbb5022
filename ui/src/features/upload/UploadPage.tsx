/** The upload, from a file to proof: one page per state. */
import { Suspense, useEffect, useRef } from "react";
import { later } from "../../components/later";
import { useMessages } from "../../components/messages/messages";
import { Page } from "../../components/Page";
import { ProblemView } from "../../components/ProblemView";
import { leadsToConnections } from "../../components/leads";
import { useWords } from "../../i18n";
import { Empty } from "./Empty";
import type { Incoming } from "./incoming";
import { useUploadFlow, type UploadFlow } from "./useUploadFlow";

const Check = later(() => import("./check/Check").then((all) => all.Check));
const Confirm = later(() => import("./Confirm").then((all) => all.Confirm));
const Running = later(() => import("./Running").then((all) => all.Running));
const Result = later(() => import("./Result").then((all) => all.Result));

interface UploadPageProps {
  incoming: Incoming | null;
  isShown: boolean;
  /** Where uploads go now; another one is another text. */
  destination: string | null;
  isPractice: boolean;
  onOpenRun(run: string): void;
  /** A schedule that does this run again. */
  onRepeat(run: string): void;
  onGoToConnections(): void;
}

export function UploadPage(props: UploadPageProps) {
  const upload = useUploadFlow(props.incoming, props.destination);
  // The flow stays where it is while the code of its next step is on its way.
  return (
    <Suspense fallback={null}>
      <Step {...props} upload={upload} />
    </Suspense>
  );
}

function Step({ upload, isPractice, isShown, onOpenRun, onRepeat, onGoToConnections }: UploadPageProps & { upload: UploadFlow }) {
  const t = useWords();
  const { flow, send } = upload;
  useFocusOnNewStep(flow.at, isShown);
  switch (flow.at) {
    case "empty":
    case "opening":
      return (
        <Empty
          opening={flow.at === "opening" ? flow.opened.name : null}
          onChoose={upload.choose}
          onSample={upload.openSample}
          onOpen={upload.open}
          onRefuse={(failure) => send({ do: "refuse", failure, opened: null })}
          isPractice={isPractice}
          onOpenRun={onOpenRun}
          onConnect={onGoToConnections}
        />
      );
    case "refused":
      return (
        <Page title={t("upload-title")}>
          <ProblemView title={t(leadsToConnections(flow.failure.problem) ? "error-title" : "file-problem-title")} failure={flow.failure} onAct={() => send({ do: "reset" })} onGoToConnections={onGoToConnections} />
        </Page>
      );
    case "broken":
      return (
        <Page title={t("upload-title")}>
          <ProblemView title={t("error-title")} failure={flow.failure} onAct={() => send({ do: "back" })} onGoToConnections={onGoToConnections} />
        </Page>
      );
    case "check":
      return <Check flow={flow} send={send} isShown={isShown} onRead={(reading) => upload.read(flow, reading)} onOpenRun={onOpenRun} />;
    case "confirm":
      return <Confirm of={flow.of} report={flow.report} isUnconfirmed={flow.unconfirmed} isShown={isShown} onBack={() => send({ do: "back" })} onUpload={(confirmed, choices) => upload.start(flow.of, confirmed, choices)} />;
    case "running":
      return <Running flow={flow} onCancel={upload.cancel} />;
    case "result":
      return <Result report={flow.report} isShown={isShown} onNew={() => send({ do: "reset" })} onOpenRun={onOpenRun} onRepeat={onRepeat} />;
  }
}

/** A step that replaced another is announced by moving the focus to its heading, and what was said of the other goes with it. */
function useFocusOnNewStep(at: string, isShown: boolean) {
  const before = useRef(at);
  const { hush } = useMessages();
  useEffect(() => {
    if (before.current === at) return;
    const wasOpening = at === "opening" || (before.current === "opening" && at === "empty");
    before.current = at;
    hush();
    if (isShown && !wasOpening) document.querySelector<HTMLElement>("main h1")?.focus();
  }, [at, isShown, hush]);
}
