/** What was clicked together for the times, of every form at once: whoever looks at another form and comes back finds it as it was. */
import type { MonthDay } from "../../../generated/MonthDay";
import type { Recurrence } from "../../../generated/Recurrence";
import type { TimeOfDay } from "../../../generated/TimeOfDay";
import type { Weekday } from "../../../generated/Weekday";
import { WEEKDAYS } from "../../../i18n/moments";

export type Every = "hours" | "days" | "weekdays" | "month_days";
export const EVERY: Every[] = ["hours", "days", "weekdays", "month_days"];

export interface Clicks {
  every: Every;
  /** By a pattern instead. */
  isPattern: boolean;
  step: number;
  minute: number;
  /** An empty one is still being typed. */
  times: (TimeOfDay | "")[];
  weekdays: Weekday[];
  monthDays: MonthDay[];
  pattern: string;
}

const BEGIN: Clicks = { every: "days", isPattern: false, step: 1, minute: 0, times: ["06:30"], weekdays: ["monday"], monthDays: [{ day: 1 }], pattern: "30 6 * * *" };

/** Hours that divide a day evenly. */
export const STEPS = [1, 2, 3, 4, 6, 8, 12, 24];
/** As many times a day as one can click together. */
export const MOST_TIMES = 24;

export function clicksOf(recurrence: Recurrence): Clicks {
  switch (recurrence.every) {
    case "hours":
      return { ...BEGIN, every: "hours", step: recurrence.step, minute: recurrence.minute };
    case "days":
      return { ...BEGIN, every: "days", times: recurrence.times };
    case "weekdays":
      return { ...BEGIN, every: "weekdays", times: recurrence.times, weekdays: recurrence.days };
    case "month_days":
      return { ...BEGIN, every: "month_days", times: recurrence.times, monthDays: recurrence.days };
    case "cron":
      return { ...BEGIN, isPattern: true, pattern: recurrence.pattern };
  }
}

function place(day: MonthDay): number {
  return day === "last" ? 32 : day.day;
}

/** In the order of the clock and the calendar, each once. */
export function recurrenceOf(clicks: Clicks): Recurrence {
  if (clicks.isPattern) return { every: "cron", pattern: clicks.pattern.trim() };
  const times = [...new Set(clicks.times.filter((time) => time !== ""))].sort();
  switch (clicks.every) {
    case "hours":
      return { every: "hours", step: clicks.step, minute: clicks.minute };
    case "days":
      return { every: "days", times };
    case "weekdays":
      return { every: "weekdays", days: WEEKDAYS.filter((day) => clicks.weekdays.includes(day)), times };
    case "month_days":
      return { every: "month_days", days: [...clicks.monthDays].sort((a, b) => place(a) - place(b)), times };
  }
}
