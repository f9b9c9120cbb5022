/** What is known about a connection. */
import { LabeledValue } from "@react-spectrum/s2/LabeledValue";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useLoaded } from "../../components/useLoaded";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { DatasetView } from "../../generated/DatasetView";
import { useWords } from "../../i18n";
import { useFormat } from "../../i18n/format";
import { wordId } from "../../i18n/words";
import { usePlatform, type Platform } from "../../platform";
import { PRACTICE } from "../../components/connectionName";
import { DatasetBadges } from "./target/badges";

const grid = style({ display: "grid", gridTemplateColumns: { default: ["minmax(0, 1fr)"], "@media (min-width: 1040px)": ["minmax(0, 1fr)", "minmax(0, 1fr)"] }, columnGap: 24, rowGap: 20 });
const line = style({ fontFamily: "sans", fontSize: { default: "ui", isId: "ui-sm" }, lineHeight: "ui", overflowWrap: "anywhere", color: { default: "neutral", isMore: "neutral-subdued" } });
const text = style({ font: "ui", color: "neutral-subdued", margin: 0 });

export function Facts({ connection }: { connection: ConnectionView }) {
  const t = useWords();
  const format = useFormat();
  const isOwn = connection.id !== PRACTICE;
  const age = connection.secret_changed === null ? null : (format.ago(connection.secret_changed) ?? t("secret-age-now"));
  const secret = [t(wordId("secret", connection.secret)), ...(age === null ? [] : [t("secret-age", { age })]), ...(connection.secret_mark === null ? [] : [t("secret-mark", { mark: connection.secret_mark })])];
  return (
    <>
      {!isOwn && <p className={text}>{t("practice-about")}</p>}
      <Target connection={connection} />
      {isOwn && (
        <div className={grid}>
          <Lines isId label={t("credential-org")} lines={[connection.org_id]} />
          <Lines isId label={t("credential-client")} lines={[connection.client_id]} />
          <Lines label={t("credential-secret")} lines={secret} />
          <LabeledValue label={t("credential-region")} value={connection.region ?? t("region-usual")} />
        </div>
      )}
    </>
  );
}

/** A label with lines below it, one fact on each; ids have no blanks to break at. */
function Lines({ label, lines, isId = false }: { label: string; lines: string[]; isId?: boolean }) {
  return (
    <div>
      <div className={style({ font: "ui", color: "neutral-subdued", marginBottom: 4 })}>{label}</div>
      {lines.map((text, index) => (
        <div key={text} className={line({ isMore: index > 0, isId })}>
          {text}
        </div>
      ))}
    </div>
  );
}

type Found = Pick<DatasetView, "name" | "profile" | "keeps_missing" | "connector"> & { sandbox: string };

/** The dataset as the platform has it now; the practice platform's own is known by its schema. */
async function ask(platform: Platform, connection: ConnectionView): Promise<Found | null> {
  if (connection.id === PRACTICE) {
    const { target } = await platform.schema(connection.id);
    return { name: target.dataset_name, sandbox: target.sandbox, profile: true, keeps_missing: target.keeps_missing, connector: false };
  }
  const sandbox = connection.sandbox ?? "";
  const found = (await platform.datasets(connection.id, sandbox)).find(({ id }) => id === connection.dataset);
  return found ? { ...found, sandbox } : null;
}

function Target({ connection }: { connection: ConnectionView }) {
  const t = useWords();
  const platform = usePlatform();
  const isChosen = connection.id === PRACTICE || connection.dataset !== null;
  const [found] = useLoaded(isChosen ? `${connection.id} ${connection.sandbox} ${connection.dataset} ${connection.secret_changed}` : null, () => ask(platform, connection));
  if (!isChosen) return null;
  const there = found.is === "there" ? found.value : null;
  const unknown = found.is === "coming" ? "…" : t("not-known");
  return (
    <div className={grid}>
      <LabeledValue label={t("target-sandbox")} value={there?.sandbox ?? connection.sandbox ?? unknown} />
      <div data-testid="connection-dataset" className={style({ display: "flex", flexDirection: "column", gap: 8 })}>
        <LabeledValue label={t("dataset")} value={there?.name ?? (connection.dataset_name || unknown)} />
        {there && <DatasetBadges dataset={there} />}
        {found.is === "there" && !there && <span className={text}>{t("dataset-gone")}</span>}
        {found.is === "failed" && <span className={text}>{t("dataset-unseen")}</span>}
      </div>
    </div>
  );
}
