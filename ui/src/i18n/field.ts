/** Names of Adobe fields: ours for the usual ones, the schema's own titles for the rest. */
import { useLocalization } from "@fluent/react";
import { useMemo } from "react";
import type { FieldView } from "../generated/FieldView";
import { useWords } from ".";
import { fieldId } from "./words";

export interface FieldNames {
  of(path: string): string;
  /** One of the fields that shops usually fill. */
  isUsual(path: string): boolean;
}

export function useFieldNames(fields: FieldView[]): FieldNames {
  const { l10n } = useLocalization();
  const t = useWords();
  return useMemo(() => {
    const byPath = new Map(fields.map((field) => [field.path, field]));
    const isUsual = (path: string) => l10n.getBundle(fieldId(path)) !== null;
    const other = (path: string) => {
      const field = byPath.get(path);
      if (!field) return path;
      return field.group.length > 0 ? t("field-other", { title: field.title, group: field.group.join(" · ") }) : field.title;
    };
    return { isUsual, of: (path) => (isUsual(path) ? t(fieldId(path)) : other(path)) };
  }, [l10n, t, fields]);
}
