/** The live schema of a connection's dataset: a tree to search, one field in full beside it, and how old it is. */
import { ActionButton } from "@react-spectrum/s2/ActionButton";
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { ProgressCircle } from "@react-spectrum/s2/ProgressCircle";
import { SearchField } from "@react-spectrum/s2/SearchField";
import { Content, Heading, Text } from "@react-spectrum/s2";
import Refresh from "@react-spectrum/s2/icons/Refresh";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useEffect, useMemo, useState } from "react";
import { Trouble } from "../../../components/Trouble";
import { useLoaded } from "../../../components/useLoaded";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { SchemaView } from "../../../generated/SchemaView";
import { useWords } from "../../../i18n";
import { useFieldNames } from "../../../i18n/field";
import { useFormat } from "../../../i18n/format";
import { usePlatform } from "../../../platform";
import { FieldDetail } from "./FieldDetail";
import { FieldTree } from "./FieldTree";
import { found, treeOf } from "./tree";

export function SchemaDialog({ connection, onClose }: { connection: ConnectionView; onClose(): void }) {
  const t = useWords();
  const platform = usePlatform();
  const [schema, again] = useLoaded(connection.id, () => platform.schema(connection.id));
  return (
    <Dialog size="XL" data-testid="schema">
      <Heading slot="title">{t("schema-title")}</Heading>
      <Content>
        {schema.is === "coming" && (
          <div className={style({ display: "flex", justifyContent: "center", alignItems: "center", height: 400 })}>
            <ProgressCircle aria-label={t("schema-loading")} isIndeterminate />
          </div>
        )}
        {schema.is === "failed" && (
          <Trouble failure={schema.failure}>
            <Button size="S" variant="secondary" onPress={again}>
              {t("try-again")}
            </Button>
          </Trouble>
        )}
        {schema.is === "there" && <Schema schema={schema.value} onRefresh={again} />}
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose} data-testid="schema-close">
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function Schema({ schema, onRefresh }: { schema: SchemaView; onRefresh(): void }) {
  const t = useWords();
  const format = useFormat();
  const names = useFieldNames(schema.fields);
  const [words, setWords] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const now = useNow();
  const shown = useMemo(() => found(schema.fields, words, names.of), [schema, words, names]);
  const tree = useMemo(() => treeOf(shown), [shown]);
  const field = schema.fields.find(({ path }) => path === selected) ?? null;
  const ago = format.ago(schema.read, now);
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 12 })}>
      <div className={style({ display: "flex", alignItems: "center", gap: 12, flexWrap: "wrap" })}>
        <SearchField autoFocus aria-label={t("schema-search")} placeholder={t("schema-search-hint", { count: schema.fields.length })} value={words} onChange={setWords} styles={style({ width: 280 })} />
        <span aria-live="polite" className={style({ font: "ui-sm", color: "neutral-subdued" })}>
          {words.trim() === "" ? "" : t("schema-found", { count: shown.length })}
        </span>
        <span data-testid="schema-age" className={style({ font: "ui-sm", color: "neutral-subdued", marginStart: "auto" })}>
          {ago === null ? t("schema-read-now") : t("schema-read", { ago })}
        </span>
        <ActionButton size="S" isQuiet onPress={onRefresh}>
          <Refresh />
          <Text>{t("schema-refresh")}</Text>
        </ActionButton>
      </div>
      <div className={style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 880px)": ["minmax(0, 1fr)", 284] }, columnGap: 24, rowGap: 16 })}>
        <FieldTree tree={tree} isSearched={words.trim() !== ""} names={names} selected={selected} onSelect={setSelected} />
        <FieldDetail field={field} names={names} />
      </div>
    </div>
  );
}

/** The time, looked at twice a minute: an age that stands still is wrong soon. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
