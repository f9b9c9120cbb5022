/** The slots of a month by their days, and what a day says in a few words. */
import { endOfMonth, endOfWeek, startOfMonth, startOfWeek, type CalendarDate } from "@internationalized/date";
import { kindOf, type SlotKind } from "../../../components/SlotMark";
import type { SlotView } from "../../../generated/SlotView";

/** What asks for somebody first. */
const ORDER: SlotKind[] = ["held", "failed", "rejects", "missed", "running", "done", "tried", "skipped", "planned"];

/** The days that a month's page shows, also those of its neighbours. */
export function pageOf(day: CalendarDate, locale: string): { from: string; until: string } {
  return { from: startOfWeek(startOfMonth(day), locale).toString(), until: endOfWeek(endOfMonth(day), locale).toString() };
}

export function byDay(slots: SlotView[]): Map<string, SlotView[]> {
  const days = new Map<string, SlotView[]>();
  for (const slot of [...slots].sort((a, b) => a.local.localeCompare(b.local) || a.name.localeCompare(b.name))) {
    const day = slot.local.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return days;
}

/** How many of each kind. */
export function summary(slots: SlotView[]): { kind: SlotKind; count: number }[] {
  const kinds = slots.map(kindOf);
  return ORDER.map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length })).filter(({ count }) => count > 0);
}
