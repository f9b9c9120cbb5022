/** What stopped it: a sentence, what to do, whether anything was sent, and the details for support. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { IllustratedMessage } from "@react-spectrum/s2/IllustratedMessage";
import { Content, Heading } from "@react-spectrum/s2";
import NoFile from "@react-spectrum/s2/illustrations/linear/AlertNotice";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Failure } from "../generated/Failure";
import { useAction, useWords } from "../i18n";
import { useProblemWords } from "../i18n/problem";
import { wordId } from "../i18n/words";
import { CopyText } from "./CopyText";
import { leadsToConnections } from "./leads";

interface ProblemViewProps {
  title: string;
  failure: Failure;
  /** What the one button does; its words come with the problem. */
  onAct(): void;
  /** Where the problem is solved on the page of connections, the one button leads there, and leaving is a second. */
  onGoToConnections?(): void;
}

export function ProblemView({ title, failure, onAct, onGoToConnections }: ProblemViewProps) {
  const t = useWords();
  const action = useAction();
  const problem = useProblemWords();
  const id = wordId("problem", failure.problem.code);
  return (
    <div role="alert" data-testid="problem" data-code={failure.problem.code} className={style({ display: "flex", flexDirection: "column", alignItems: "center", gap: 16, marginY: "auto", paddingY: 24 })}>
      <IllustratedMessage size="M">
        <NoFile />
        <Heading level={2}>{title}</Heading>
        <Content>
          {problem(failure.problem)} {t(failure.sent ? "sent-maybe" : "sent-nothing")}
        </Content>
      </IllustratedMessage>
      {onGoToConnections && leadsToConnections(failure.problem) ? (
        <ButtonGroup>
          <Button variant="secondary" data-testid="open-again" onPress={onAct}>
            {t("cancel")}
          </Button>
          <Button variant="accent" data-testid="go-to-connections" onPress={onGoToConnections}>
            {action(id) ?? t("nav-connections")}
          </Button>
        </ButtonGroup>
      ) : (
        <Button variant="accent" data-testid="open-again" onPress={onAct}>
          {action(id) ?? t("close")}
        </Button>
      )}
      <Details text={[failure.problem.code, failure.detail].filter(Boolean).join("\n")} />
    </div>
  );
}

/** For whoever helps: the code by which the manual knows it, and the chain of causes. */
function Details({ text }: { text: string }) {
  const t = useWords();
  return (
    <Disclosure size="S" isQuiet styles={style({ width: "full", maxWidth: 480 })}>
      <DisclosureTitle>{t("details")}</DisclosureTitle>
      <DisclosurePanel>
        <CopyText text={text} label={t("details")} maxHeight={160} />
      </DisclosurePanel>
    </Disclosure>
  );
}
