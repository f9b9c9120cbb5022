/** One field of a schema in full. */
import { Badge } from "@react-spectrum/s2/Badge";
import { LabeledValue } from "@react-spectrum/s2/LabeledValue";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { FieldView } from "../../../generated/FieldView";
import { useWords } from "../../../i18n";
import type { FieldNames } from "../../../i18n/field";
import { kindId } from "./kind";

const aside = style({ display: "flex", flexDirection: "column", alignItems: "start", gap: 16, minWidth: 0, maxHeight: 400, overflow: "auto" });

export function FieldDetail({ field, names }: { field: FieldView | null; names: FieldNames }) {
  const t = useWords();
  return (
    <section aria-live="polite" aria-label={t("schema-field")} data-testid="schema-field" className={aside}>
      {field ? (
        <>
          <h3 className={style({ font: "title", margin: 0 })}>{names.isUsual(field.path) ? names.of(field.path) : field.title}</h3>
          {(field.required || field.identity) && (
            <span className={style({ display: "flex", gap: 4, flexWrap: "wrap" })}>
              {field.required && <Badge size="S" variant="notice" fillStyle="subtle">{t("schema-required")}</Badge>}
              {field.identity && <Badge size="S" variant="positive" fillStyle="subtle">{t("schema-identity", { namespace: field.identity })}</Badge>}
            </span>
          )}
          <LabeledValue size="S" label={t("schema-own-title")} value={field.title} />
          <LabeledValue size="S" label={t("schema-path")} value={field.path} styles={style({ maxWidth: "full" })} />
          <LabeledValue size="S" label={t("schema-kind")} value={t(kindId(field.kind), { kind: field.kind })} />
          <LabeledValue size="S" label={t("schema-values")} value={field.values.length === 0 ? t("schema-values-any") : field.values.join(", ")} />
        </>
      ) : (
        <p className={style({ font: "ui", color: "neutral-subdued", margin: 0 })}>{t("schema-choose")}</p>
      )}
    </section>
  );
}
