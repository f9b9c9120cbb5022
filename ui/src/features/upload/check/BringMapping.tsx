/** A mapping from a file that does not fit the open one as a whole, or not at all: told before anything changes. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Failure } from "../../../generated/Failure";
import type { ImportedMapping } from "../../../generated/ImportedMapping";
import { useWords } from "../../../i18n";
import { useProblemWords } from "../../../i18n/problem";

export type Brought = { is: "here"; imported: ImportedMapping } | { is: "failed"; failure: Failure };

interface BringMappingProps {
  brought: Brought;
  onUse(imported: ImportedMapping): void;
  onClose(): void;
}

const list = style({ listStyleType: "none", margin: 0, padding: 0, maxHeight: 160, overflow: "auto", font: "ui" });

export function BringMapping({ brought, onUse, onClose }: BringMappingProps) {
  const t = useWords();
  const problem = useProblemWords();
  const isHere = brought.is === "here";
  return (
    <Dialog size="M">
      <Heading slot="title">{t(isHere ? "bring-title" : "bring-failed-title")}</Heading>
      <Content>
        <div data-testid="brought" className={style({ display: "flex", flexDirection: "column", gap: 16 })}>
          {brought.is === "failed" ? (
            <InlineAlert variant="negative">
              <Heading>{problem(brought.failure.problem)}</Heading>
              <Content>{t("bring-failed-text")}</Content>
            </InlineAlert>
          ) : (
            <>
              <p className={style({ font: "ui", margin: 0 })}>{t("bring-text")}</p>
              <Columns id="bring-used" columns={brought.imported.used} />
              <Columns id="bring-missing" columns={brought.imported.missing} />
              <Columns id="bring-added" columns={brought.imported.added} />
            </>
          )}
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose}>
          {t(isHere ? "cancel" : "close")}
        </Button>
        {brought.is === "here" && (
          <Button variant="accent" onPress={() => (onUse(brought.imported), onClose())} data-testid="bring-use">
            {t("bring-use")}
          </Button>
        )}
      </ButtonGroup>
    </Dialog>
  );
}

function Columns({ id, columns }: { id: string; columns: string[] }) {
  const t = useWords();
  return (
    <section>
      <h3 className={style({ font: "title-sm", margin: 0, marginBottom: 4 })}>{t(id)}</h3>
      {columns.length === 0 ? (
        <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("bring-none")}</p>
      ) : (
        <ul className={list} tabIndex={0} aria-label={t(id)}>
          {columns.map((column) => (
            <li key={column}>{column}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
