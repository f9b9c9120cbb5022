/** A schedule as a sentence, and why a slot of it did not run. */
import { FluentNumber } from "@fluent/bundle";
import { getLocalTimeZone } from "@internationalized/date";
import { useLocale } from "@react-spectrum/s2";
import { useCallback } from "react";
import type { MonthDay } from "../generated/MonthDay";
import type { Recurrence } from "../generated/Recurrence";
import type { Schedule } from "../generated/Schedule";
import type { SlotReason } from "../generated/SlotReason";
import type { Source } from "../generated/Source";
import { useWords, type Variables } from ".";
import { placeOfZone, useMoments, WEEKDAYS, type Moments } from "./moments";
import { useProblemWords } from "./problem";
import { wordId } from "./words";

type Words = (id: string, variables?: Variables) => string;

/** The last part of a path, of any system. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}

function monthDay(day: MonthDay, t: Words): string {
  // First, second, third: as a language counts days, not as it counts things.
  return day === "last" ? t("month-day-last") : t("month-day", { day: new FluentNumber(day.day, { type: "ordinal" } as Intl.NumberFormatOptions) });
}

function isWorkdays(days: string[]): boolean {
  return days.length === 5 && WEEKDAYS.slice(0, 5).every((day) => days.includes(day));
}

export function recurrenceWords(recurrence: Recurrence, t: Words, moments: Moments): string {
  switch (recurrence.every) {
    case "hours": {
      const first = moments.time(`00:${String(recurrence.minute).padStart(2, "0")}`);
      return recurrence.step === 24 ? t("recur-days", { times: first }) : t("recur-hours", { step: recurrence.step, minute: recurrence.minute, first });
    }
    case "days":
      return recurrence.times.length === 0 ? t("recur-never") : t("recur-days", { times: moments.times(recurrence.times) });
    case "weekdays": {
      const { days, times } = recurrence;
      if (days.length === 0 || times.length === 0) return t("recur-never");
      const words = { times: moments.times(times) };
      if (days.length === WEEKDAYS.length) return t("recur-days", words);
      if (isWorkdays(days)) return t("recur-workdays", words);
      return t("recur-weekdays", { ...words, days: moments.list(days.map(moments.weekday)) });
    }
    case "month_days": {
      const { days, times } = recurrence;
      if (days.length === 0 || times.length === 0) return t("recur-never");
      return t("recur-month-days", { days: moments.list(days.map((day) => monthDay(day, t))), times: moments.times(times) });
    }
    case "cron":
      return t("recur-cron", { pattern: recurrence.pattern });
  }
}

/** Without its query: that can hold keys. */
function webWords(url: string, t: Words): string {
  const at = URL.canParse(url) ? new URL(url) : null;
  if (!at) return t("source-none");
  return t("source-web", { name: baseName(at.pathname), host: at.host });
}

export function sourceWords(source: Source, t: Words): string {
  switch (source.kind) {
    case "file":
      return source.path === "" ? t("source-none") : t("source-file", { name: baseName(source.path) });
    case "newest":
      return source.folder === "" ? t("source-none") : t("source-newest", { pattern: source.pattern, folder: baseName(source.folder) });
    case "all_new": {
      if (source.folder === "") return t("source-none");
      const isAny = source.pattern === "*" || source.pattern === "*.*";
      return t(`source-all-new${isAny ? "" : "-named"}${source.watch ? "-watch" : ""}`, { pattern: source.pattern, folder: baseName(source.folder) });
    }
    case "web":
      return webWords(source.url, t);
  }
}

/** “Every day at 06:30, the newest customer_*.csv in Exports” */
export function useSentence() {
  const t = useWords();
  const moments = useMoments();
  return useCallback(
    ({ when, source }: Pick<Schedule, "when" | "source">) => {
      const words = { when: recurrenceWords(when.recurrence, t, moments), what: sourceWords(source, t) };
      return when.zone === getLocalTimeZone() ? t("sentence", words) : t("sentence-zone", { ...words, zone: placeOfZone(when.zone) });
    },
    [t, moments],
  );
}

/** Why a slot was missed, skipped or is held, in a whole sentence. */
export function useBecause() {
  const t = useWords();
  const moments = useMoments();
  const problem = useProblemWords();
  const { locale } = useLocale();
  return useCallback(
    (reason: SlotReason): string => {
      const share = (percent: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(percent / 100);
      const id = wordId("because", reason.code);
      switch (reason.code) {
        case "columns_gone":
          return t(id, { count: reason.params.columns.length, columns: moments.list(reason.params.columns.map((column) => `“${column}”`)) });
        case "too_many_rejected":
          return t(id, { share: share(reason.params.share), most: share(reason.params.most) });
        case "stopped":
          return t(id, { problem: problem(reason.params.problem) });
        default:
          return t(id, { ...(reason.params as Record<string, string | number>) });
      }
    },
    [t, moments, problem, locale],
  );
}
