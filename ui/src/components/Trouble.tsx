/** What stopped a step of a dialog or page, with what to do about it there. */
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import type { ReactNode } from "react";
import type { Failure } from "../generated/Failure";
import { useWords } from "../i18n";
import { useProblemWords } from "../i18n/problem";

interface TroubleProps {
  failure: Failure;
  /** One or two buttons. */
  children?: ReactNode;
}

export function Trouble({ failure, children }: TroubleProps) {
  const t = useWords();
  const problem = useProblemWords();
  return (
    <div role="alert" data-testid="trouble" data-code={failure.problem.code}>
      <InlineAlert variant="negative">
        <Heading>{t("error-title")}</Heading>
        <Content>
          {problem(failure.problem)} {children}
        </Content>
      </InlineAlert>
    </div>
  );
}
