/** The upload, from a file to proof: one page per state. */
import { useEffect, useRef } from "react";
import { Page } from "../../components/Page";
import { ProblemView } from "../../components/ProblemView";
import { useWords } from "../../i18n";
import { Check } from "./check/Check";
import { Confirm } from "./Confirm";
import { Empty } from "./Empty";
import type { Incoming } from "./incoming";
import { Result } from "./Result";
import { Running } from "./Running";
import { useUploadFlow } from "./useUploadFlow";

interface UploadPageProps {
  incoming: Incoming | null;
  isShown: boolean;
  onOpenRun(run: string): void;
}

export function UploadPage({ incoming, isShown, onOpenRun }: UploadPageProps) {
  const t = useWords();
  const upload = useUploadFlow(incoming);
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
          onRefuse={(failure) => send({ do: "refuse", failure })}
          onOpenRun={onOpenRun}
        />
      );
    case "refused":
      return (
        <Page title={t("upload-title")}>
          <ProblemView title={t("file-problem-title")} failure={flow.failure} onAct={() => send({ do: "reset" })} />
        </Page>
      );
    case "broken":
      return (
        <Page title={t("upload-title")}>
          <ProblemView title={t("error-title")} failure={flow.failure} onAct={() => send({ do: "back" })} />
        </Page>
      );
    case "check":
      return <Check flow={flow} send={send} isShown={isShown} onRead={(reading) => upload.read(flow, reading)} onOpenRun={onOpenRun} />;
    case "confirm":
      return <Confirm of={flow.of} report={flow.report} isShown={isShown} onBack={() => send({ do: "back" })} onUpload={() => upload.start(flow.of)} />;
    case "running":
      return <Running flow={flow} onCancel={upload.cancel} />;
    case "result":
      return <Result report={flow.report} isShown={isShown} onNew={() => send({ do: "reset" })} onOpenRun={onOpenRun} />;
  }
}

/** A step that replaced another is announced by moving the focus to its heading. */
function useFocusOnNewStep(at: string, isShown: boolean) {
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    const wasOpening = at === "opening" || (before.current === "opening" && at === "empty");
    before.current = at;
    if (isShown && !wasOpening) document.querySelector<HTMLElement>("main h1")?.focus();
  }, [at, isShown]);
}
