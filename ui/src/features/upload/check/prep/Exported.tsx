/** The mapping was written for Data Prep: what is in the file, and what is not. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { PrepNotes } from "../../../../components/PrepNotes";
import type { DataPrepExport } from "../../../../generated/DataPrepExport";
import type { SavedFile } from "../../../../generated/SavedFile";
import { useWords } from "../../../../i18n";
import type { FieldNames } from "../../../../i18n/field";

interface ExportedProps {
  saved: SavedFile;
  export: DataPrepExport;
  names: FieldNames;
  onClose(): void;
}

export function Exported({ saved, export: made, names, onClose }: ExportedProps) {
  const t = useWords();
  return (
    <Dialog size="M">
      <Heading slot="title">{t("prep-saved-title")}</Heading>
      <Content>
        <div data-testid="prep-saved" className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <p className={style({ font: "body", margin: 0 })}>{t("prep-saved", { count: saved.rows, name: saved.name, schema: made.schema })}</p>
          <PrepNotes of={made} names={names} />
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose} data-testid="prep-close">
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}
