/** Upload what: a file, files of a folder, or a web address. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { TextField } from "@react-spectrum/s2/TextField";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useTold } from "../../../components/messages/useTold";
import type { Source } from "../../../generated/Source";
import { useWords } from "../../../i18n";
import { baseName } from "../../../i18n/schedule";
import { usePlatform } from "../../../platform";
import { Line } from "./Line";
import type { Draft } from "./useDraft";

type Kind = Source["kind"];
const KINDS: Kind[] = ["newest", "all_new", "file", "web"];

/** Another kind of source keeps of this one what it has as well. */
function into(kind: Kind, of: Source): Source {
  const folder = of.kind === "file" ? "" : of.folder;
  const pattern = of.kind === "newest" || of.kind === "all_new" ? of.pattern : "*.csv";
  switch (kind) {
    case "file":
      return { kind, path: "" };
    case "newest":
      return { kind, folder, pattern };
    case "all_new":
      return { kind, folder, pattern, watch: false };
    case "web":
      return { kind, url: "", folder };
  }
}

export function SourceLine({ draft }: { draft: Draft }) {
  const t = useWords();
  const { source } = draft.schedule;
  const set = (changed: Source) => draft.change("source", { source: changed });
  const matches = draft.preview?.matches;
  return (
    <Line word={t("edit-upload")} part="source" fault={draft.faultOf("source")} hint={matches && t("edit-matches", { count: matches.count, newest: matches.newest ?? "" })}>
      <Picker aria-label={t("edit-source")} value={source.kind} onChange={(kind) => set(into(kind as Kind, source))} styles={style({ width: 192 })} data-testid="source-kind">
        {KINDS.map((kind) => (
          <PickerItem key={kind} id={kind}>
            {t(`edit-source-${kind.replace("_", "-")}`)}
          </PickerItem>
        ))}
      </Picker>
      <Where source={source} set={set} />
    </Line>
  );
}

function Where({ source, set }: { source: Source; set(changed: Source): void }) {
  const t = useWords();
  switch (source.kind) {
    case "file":
      return <Choose kind="file" path={source.path} onChosen={(path) => set({ ...source, path })} />;
    case "newest":
    case "all_new":
      return (
        <>
          <span>{t("edit-named")}</span>
          <TextField aria-label={t("edit-pattern")} value={source.pattern} onChange={(pattern) => set({ ...source, pattern })} autoComplete="off" styles={style({ width: 120 })} data-testid="pattern" />
          <span>{t("edit-in")}</span>
          <Choose kind="folder" path={source.folder} onChosen={(folder) => set({ ...source, folder })} />
          {source.kind === "all_new" && (
            <Checkbox isSelected={source.watch} onChange={(watch) => set({ ...source, watch })} data-testid="watch">
              {t("edit-watch")}
            </Checkbox>
          )}
        </>
      );
    case "web":
      return (
        <>
          <TextField aria-label={t("edit-url")} type="url" placeholder="https://" value={source.url} onChange={(url) => set({ ...source, url })} autoComplete="off" styles={style({ width: 288 })} data-testid="url" />
          <span>{t("edit-kept-in")}</span>
          <Choose kind="folder" path={source.folder} onChosen={(folder) => set({ ...source, folder })} />
        </>
      );
  }
}

/** The system's own dialog; the program takes no path that was not chosen in it. */
function Choose({ kind, path, onChosen }: { kind: "file" | "folder"; path: string; onChosen(path: string): void }) {
  const t = useWords();
  const platform = usePlatform();
  const told = useTold();
  const name = baseName(path);
  const choose = () =>
    void (kind === "file" ? platform.chooseScheduleFile() : platform.chooseScheduleFolder()).then(
      (chosen) => chosen !== null && onChosen(chosen),
      told.failed,
    );
  const label = kind === "file" ? t("edit-file-change", { name }) : t("edit-folder-change", { folder: name });
  return (
    <>
      <ActionButton onPress={choose} aria-label={path === "" ? undefined : label} data-testid={`choose-${kind}`} data-path={path}>
        {path === "" ? t(`edit-${kind}-choose`) : `${name}…`}
      </ActionButton>
      {told.line}
    </>
  );
}
