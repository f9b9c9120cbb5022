/** Numbers, sizes, times and dates in the reader's language. */
import { useLocale } from "@react-spectrum/s2";
import { useMemo } from "react";
import { useWords } from ".";

export function useFormat() {
  const { locale } = useLocale();
  const t = useWords();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(locale);
    const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
    const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
    const dayAndYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const longDate = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    return {
      count: (n: number) => whole.format(n),
      size: (bytes: number) => {
        if (bytes < 1000) return `${whole.format(bytes)} B`;
        if (bytes < 1_000_000) return `${short.format(bytes / 1000)} kB`;
        return bytes < 1e9 ? `${short.format(bytes / 1e6)} MB` : `${short.format(bytes / 1e9)} GB`;
      },
      /** 0:07, 12:30, 1:02:03 */
      duration: (ms: number) => {
        const seconds = Math.round(ms / 1000);
        const two = (n: number) => String(n).padStart(2, "0");
        const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
        return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
      },
      /** An estimate, never more exact than it is. */
      about: (ms: number) => {
        const seconds = Math.ceil(ms / 1000);
        return seconds < 60 ? t("about-seconds", { count: seconds }) : t("about-minutes", { count: Math.ceil(seconds / 60) });
      },
      /** “Today, 09:41”, of an RFC 3339 instant. */
      when: (instant: string, now = new Date()) => {
        const at = new Date(instant);
        const time = clock.format(at);
        const midnight = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
        const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
        if (days === 0) return t("when-today", { time });
        if (days === 1) return t("when-yesterday", { time });
        const date = at.getFullYear() === now.getFullYear() ? day.format(at) : dayAndYear.format(at);
        return t("when-date", { date, time });
      },
      /** “5 minutes ago”, of an RFC 3339 instant; null for less than a minute. */
      ago: (instant: string, now = new Date()) => {
        const minutes = Math.floor((now.getTime() - new Date(instant).getTime()) / 60_000);
        const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
        if (minutes < 1) return null;
        if (hours < 1) return relative.format(-minutes, "minute");
        if (days < 1) return relative.format(-hours, "hour");
        if (days < 31) return relative.format(-days, "day");
        return days < 365 ? relative.format(-Math.floor(days / 30.5), "month") : relative.format(-Math.floor(days / 365), "year");
      },
      /** A calendar date in words; it never passes through a time zone. */
      date: (year: number, month: number, dayOfMonth: number) => longDate.format(Date.UTC(year, month - 1, dayOfMonth)),
    };
  }, [locale, t]);
}
