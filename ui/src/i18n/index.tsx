/** The words of the page. One catalogue per language, shared with the command line. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { LocalizationProvider, ReactLocalization, useLocalization } from "@fluent/react";
import { useCallback, useEffect, useMemo, type ReactNode } from "react";
import english from "./en.ftl?raw";
import dutch from "./nl.ftl?raw";

export const LANGUAGES = ["en", "nl"] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES: Record<Language, string> = { en: english, nl: dutch };

/** The language for a system's locale (BCP 47); English where we have no better one. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === wanted) ?? "en";
}

export function bundleOf(language: Language, locale: string = language): FluentBundle {
  // No isolation marks: they would be copied along with batch ids and file names.
  const bundle = new FluentBundle([locale, language], { useIsolating: false });
  const errors = bundle.addResource(new FluentResource(CATALOGUES[language]));
  if (errors.length > 0) throw errors[0];
  return bundle;
}

export function Words({ locale, children }: { locale: string; children: ReactNode }) {
  const language = languageOf(locale);
  const localization = useMemo(
    () => new ReactLocalization([bundleOf(language, locale), ...(language === "en" ? [] : [bundleOf("en")])]),
    [language, locale],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <LocalizationProvider l10n={localization}>{children}</LocalizationProvider>;
}

export type Variables = Record<string, FluentVariable>;

/** `t("drop-title")`, `t("rows", { count: 3 })`. */
export function useWords() {
  const { l10n } = useLocalization();
  return useCallback((id: string, variables?: Variables) => l10n.getString(id, variables ?? null), [l10n]);
}

/** The `.action` of a problem, or null where there is none. */
export function useAction() {
  const { l10n } = useLocalization();
  return useCallback(
    (id: string): string | null => {
      const bundle = l10n.getBundle(id);
      const pattern = bundle?.getMessage(id)?.attributes["action"];
      return bundle && pattern ? bundle.formatPattern(pattern) : null;
    },
    [l10n],
  );
}
