/** Where everything begins: a place for a file, and what happened last. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { IllustratedMessage } from "@react-spectrum/s2/IllustratedMessage";
import { Content, Heading } from "@react-spectrum/s2";
import Drop from "@react-spectrum/s2/illustrations/gradient/generic2/DropToUpload";
import { lightDark, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useState } from "react";
import { Page, SectionTitle } from "../../components/Page";
import type { Opened } from "../../generated/Opened";
import type { RunReport } from "../../generated/RunReport";
import { useWords } from "../../i18n";
import { asFailure, usePlatform, usePlatformEvent } from "../../platform";
import { LastUpload } from "./LastUpload";
import { RecentFiles } from "./RecentFiles";

interface EmptyProps {
  /** The name of a file that is being read. */
  opening: string | null;
  onChoose(): void;
  onSample(): void;
  onOpen(opened: Opened): void;
  onRefuse(failure: ReturnType<typeof asFailure>): void;
  isPractice: boolean;
  onOpenRun(run: string): void;
  onConnect(): void;
}

const zone = style({
  display: "flex",
  alignItems: "center",
  justifyContent: "center",
  width: "full",
  minHeight: 304,
  flexShrink: 0,
  boxSizing: "border-box",
  borderWidth: 2,
  borderStyle: { default: "dashed", isHeld: "solid" },
  cursor: "pointer",
  borderColor: { default: "gray-300", isHeld: "blue-800" },
  borderRadius: "lg",
  backgroundColor: { default: "transparent", isHeld: lightDark("blue-200", "blue-200") },
});
const columns = style({
  display: "grid",
  gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 1040px)": ["minmax(0, 1fr)", 284] },
  columnGap: 24,
  rowGap: 32,
  marginTop: 32,
});

export function Empty({ opening, onChoose, onSample, onOpen, onRefuse, isPractice, onOpenRun, onConnect }: EmptyProps) {
  const t = useWords();
  const platform = usePlatform();
  const [isHeld, setHeld] = useState(false);
  usePlatformEvent("drop_hover", setHeld);
  const runs = useRuns();
  const again = (run: string) => void platform.runAgain(run).then(onOpen, (reason: unknown) => onRefuse(asFailure(reason)));
  return (
    <Page title={t("upload-title")}>
      {/* All of it takes a click; for the keyboard and screen readers the button inside is the one way in. */}
      <div
        className={zone({ isHeld })}
        data-testid="drop-zone"
        onClick={(event) => {
          const onButton = event.target instanceof Element && event.target.closest("button") !== null;
          if (!onButton && opening === null) onChoose();
        }}
      >
        <IllustratedMessage size="M">
          <Drop />
          <Heading level={2}>{opening !== null ? t("drop-opening", { name: opening }) : t(isHeld ? "drop-now" : "drop-title")}</Heading>
          <Content>{t("drop-text")}</Content>
          <ButtonGroup>
            <Button variant="accent" isPending={opening !== null} onPress={onChoose} data-testid="choose-file">
              {t("drop-choose")}
            </Button>
            <Button variant="secondary" isDisabled={opening !== null} onPress={onSample} data-testid="try-sample">
              {t("try-sample")}
            </Button>
          </ButtonGroup>
        </IllustratedMessage>
      </div>
      <div className={columns}>
        <section>
          <SectionTitle>{t("recent-title")}</SectionTitle>
          <RecentFiles runs={runs} onOpen={again} />
        </section>
        <section>
          <LastUpload run={runs[0] ?? null} isPractice={isPractice} onOpenRun={onOpenRun} onConnect={onConnect} />
        </section>
      </div>
    </Page>
  );
}

/** The history, as far as this page shows it; without one the page is emptier, nothing else. */
function useRuns(): RunReport[] {
  const platform = usePlatform();
  const [runs, setRuns] = useState<RunReport[]>([]);
  const [changes, setChanges] = useState(0);
  usePlatformEvent("history_changed", () => setChanges((n) => n + 1));
  useEffect(() => {
    let here = true;
    platform.history().then(
      (found) => here && setRuns(found),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [platform, changes]);
  return runs;
}
