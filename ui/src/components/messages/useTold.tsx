/** The same inside a dialog, beside the button that was pressed: what stands on the page is out of reach as long as a dialog lies above it. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState, type ReactNode } from "react";
import { useProblemWords } from "../../i18n/problem";
import { asFailure } from "../../platform";

export interface Told {
  done(words: string): void;
  failed(reason: unknown): void;
  /** Where it is said. */
  line: ReactNode;
}

export function useTold(): Told {
  const problem = useProblemWords();
  const [told, setTold] = useState("");
  return {
    done: setTold,
    failed: (reason) => setTold(problem(asFailure(reason).problem)),
    line: (
      <span role="status" data-testid="told" className={style({ font: "ui-sm", color: "neutral-subdued" })}>
        {told}
      </span>
    ),
  };
}
