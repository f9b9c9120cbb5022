/** Days and times of schedules in words. A time on the wall stays one: it never passes through this computer's zone. */
import { getLocalTimeZone, parseAbsolute, parseDateTime, parseTime, toCalendarDate, toCalendarDateTime, today, type CalendarDate, type CalendarDateTime } from "@internationalized/date";
import { useLocale } from "@react-spectrum/s2";
import { useMemo } from "react";
import type { TimeOfDay } from "../generated/TimeOfDay";
import type { Weekday } from "../generated/Weekday";
import { useWords } from ".";

export const WEEKDAYS: Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** The zone itself, or this computer's where the page does not know it. */
export function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return getLocalTimeZone();
  }
}

/** `America/New_York` → `New York`. */
export function placeOfZone(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

export function useMoments() {
  const { locale } = useLocale();
  const t = useWords();
  return useMemo(() => {
    const as = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    const clock = as({ hour: "2-digit", minute: "2-digit" });
    const day = as({ day: "numeric", month: "short" });
    const dayAndYear = as({ day: "numeric", month: "short", year: "numeric" });
    const longDay = as({ day: "numeric", month: "long" });
    const weekday = as({ weekday: "long" });
    const shortWeekday = as({ weekday: "short" });
    const whole = as({ dateStyle: "full" });
    const month = as({ month: "long", year: "numeric" });
    const list = new Intl.ListFormat(locale, { type: "conjunction" });
    // 1 January 2024 was a Monday.
    const aDay = (name: Weekday) => new Date(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(name)));
    const utc = (date: CalendarDate | CalendarDateTime) => date.toDate("UTC");
    const time = (of: TimeOfDay) => {
      const { hour, minute } = parseTime(of);
      return clock.format(Date.UTC(2024, 0, 1, hour, minute));
    };
    const wall = (at: CalendarDateTime, now: CalendarDate) => {
      const date = toCalendarDate(at);
      const words = { time: clock.format(utc(at)) };
      if (date.compare(now) === 0) return t("at-today", words);
      if (date.compare(now.add({ days: 1 })) === 0) return t("at-tomorrow", words);
      if (date.compare(now.subtract({ days: 1 })) === 0) return t("at-yesterday", words);
      return t("at-date", { ...words, date: (date.year === now.year ? day : dayAndYear).format(utc(date)) });
    };
    return {
      list: (of: string[]) => list.format(of),
      time,
      times: (of: TimeOfDay[]) => list.format(of.map(time)),
      /** “tomorrow, 06:30”, of an RFC 3339 instant. */
      at: (instant: string, zone = getLocalTimeZone()) => wall(toCalendarDateTime(parseAbsolute(instant, knownZone(zone))), today(knownZone(zone))),
      /** The same, of a time on the wall. */
      atWall: (local: string, zone: string) => wall(parseDateTime(local), today(knownZone(zone))),
      timeOf: (local: string) => clock.format(utc(parseDateTime(local))),
      /** 24 November */
      dayOf: (local: string) => longDay.format(utc(parseDateTime(local))),
      /** 24 November, of an RFC 3339 instant. */
      dayAt: (instant: string) => longDay.format(utc(toCalendarDateTime(parseAbsolute(instant, getLocalTimeZone())))),
      weekdayOf: (local: string) => weekday.format(utc(parseDateTime(local))),
      weekday: (name: Weekday) => weekday.format(aDay(name)),
      shortWeekday: (name: Weekday) => shortWeekday.format(aDay(name)),
      /** Monday, 23 November 2026 */
      date: (of: CalendarDate) => whole.format(utc(of)),
      month: (of: CalendarDate) => month.format(utc(of)),
    };
  }, [locale, t]);
}

export type Moments = ReturnType<typeof useMoments>;
