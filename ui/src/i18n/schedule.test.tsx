import { resetLocalTimeZone, setLocalTimeZone } from "@internationalized/date";
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Recurrence } from "../generated/Recurrence";
import type { SlotReason } from "../generated/SlotReason";
import type { Source } from "../generated/Source";
import { fakePlatform } from "../test/fake";
import { renderPage } from "../test/render";
import { NOW, ZONE } from "../test/schedules";
import { useMoments } from "./moments";
import { baseName, useBecause, useSentence } from "./schedule";

beforeEach(() => {
  setLocalTimeZone(ZONE);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(NOW) });
});
afterEach(() => {
  resetLocalTimeZone();
  vi.useRealTimers();
});

const RECURRENCES: [Recurrence, string, string][] = [
  [{ every: "hours", step: 1, minute: 0 }, "Every hour, on the hour", "Elk uur, op het hele uur"],
  [{ every: "hours", step: 1, minute: 15 }, "Every hour, 15 minutes past", "Elk uur, 15 minuten erna"],
  [{ every: "hours", step: 6, minute: 30 }, "Every 6 hours, from 00:30", "Elke 6 uur, vanaf 00:30"],
  [{ every: "hours", step: 24, minute: 5 }, "Every day at 00:05", "Elke dag om 00:05"],
  [{ every: "days", times: ["06:30"] }, "Every day at 06:30", "Elke dag om 06:30"],
  [{ every: "days", times: ["06:30", "12:00", "18:00"] }, "Every day at 06:30, 12:00 and 18:00", "Elke dag om 06:30, 12:00 en 18:00"],
  [{ every: "days", times: [] }, "No times yet", "Nog geen tijden"],
  [{ every: "weekdays", days: ["monday"], times: ["07:00"] }, "Every Monday at 07:00", "Elke maandag om 07:00"],
  [{ every: "weekdays", days: ["monday", "thursday"], times: ["07:00", "19:00"] }, "Every Monday and Thursday at 07:00 and 19:00", "Elke maandag en donderdag om 07:00 en 19:00"],
  [{ every: "weekdays", days: ["friday", "monday", "tuesday", "wednesday", "thursday"], times: ["18:00"] }, "Every weekday at 18:00", "Elke werkdag om 18:00"],
  [{ every: "month_days", days: ["last"], times: ["02:30"] }, "On the last day of the month at 02:30", "Op de laatste dag van de maand om 02:30"],
  [{ every: "month_days", days: [{ day: 1 }, { day: 22 }, { day: 13 }, "last"], times: ["02:30"] }, "On the 1st, the 22nd, the 13th and the last day of the month at 02:30", "Op de 1e, de 22e, de 13e en de laatste dag van de maand om 02:30"],
  [{ every: "cron", pattern: "30 6 * * 1-5" }, "By the pattern 30 6 * * 1-5", "Volgens het patroon 30 6 * * 1-5"],
];

const SOURCES: [Source, string, string][] = [
  [{ kind: "file", path: "C:\\Exports\\accounts.xlsx" }, "accounts.xlsx", "accounts.xlsx"],
  [{ kind: "newest", folder: "/home/noor/Exports/", pattern: "customer_*.csv" }, "the newest customer_*.csv in Exports", "de nieuwste customer_*.csv in Exports"],
  [{ kind: "all_new", folder: "/home/noor/Newsletter", pattern: "*", watch: false }, "all new files in Newsletter", "alle nieuwe bestanden in Newsletter"],
  [{ kind: "all_new", folder: "/home/noor/Newsletter", pattern: "*.csv", watch: true }, "all new *.csv in Newsletter, and each as soon as it is complete", "alle nieuwe *.csv in Newsletter, en elk zodra het compleet is"],
  [{ kind: "web", url: "https://shop.example.com/out/customers.csv?key=secret", folder: "/home/noor/Exports" }, "customers.csv from shop.example.com", "customers.csv van shop.example.com"],
  [{ kind: "newest", folder: "", pattern: "*.csv" }, "no file yet", "nog geen bestand"],
];

function Sentence({ recurrence, source, zone = ZONE }: { recurrence: Recurrence; source: Source; zone?: string }) {
  return <p data-testid="said">{useSentence()({ when: { recurrence, zone }, source })}</p>;
}

const each = RECURRENCES.flatMap(([recurrence, en, nl]) => SOURCES.map(([source, sourceEn, sourceNl]) => ({ recurrence, source, en: `${en}, ${sourceEn}`, nl: `${nl}, ${sourceNl}` })));

describe("a schedule is a sentence", () => {
  test.each(each)("$en", ({ recurrence, source, en, nl }) => {
    const english = renderPage(<Sentence recurrence={recurrence} source={source} />, fakePlatform());
    expect(screen.getByTestId("said").textContent).toBe(en);
    english.unmount();
    renderPage(<Sentence recurrence={recurrence} source={source} />, fakePlatform(), "nl-NL");
    expect(screen.getByTestId("said").textContent).toBe(nl);
  });

  test("another zone than this computer's is named", () => {
    renderPage(<Sentence recurrence={{ every: "days", times: ["06:30"] }} source={{ kind: "file", path: "/a.csv" }} zone="America/New_York" />, fakePlatform());
    expect(screen.getByTestId("said").textContent).toBe("Every day at 06:30 (New York time), a.csv");
  });
});

test.each([
  ["2026-11-23T20:00:00Z", "today, 21:00"],
  ["2026-11-23T23:30:00Z", "tomorrow, 00:30"],
  ["2026-11-22T05:30:00Z", "yesterday, 06:30"],
  ["2026-11-27T05:30:00Z", "27 Nov, 06:30"],
  ["2027-01-02T05:30:00Z", "2 Jan 2027, 06:30"],
])("%s is %s", (instant, words) => {
  function At() {
    return <p data-testid="said">{useMoments().at(instant)}</p>;
  }
  renderPage(<At />, fakePlatform());
  expect(screen.getByTestId("said").textContent).toBe(words);
});

test.each<[SlotReason, string]>([
  [{ code: "column_renamed", params: { from: "email", to: "e-mailadres" } }, "“email” is now called “e-mailadres”."],
  [{ code: "columns_gone", params: { columns: ["dob", "taxvat"] } }, "Columns “dob” and “taxvat” are not in the file any more."],
  [{ code: "too_many_rejected", params: { share: 12.34, most: 5 } }, "12.3% of the rows cannot be sent; at most 5% may stay behind."],
  [{ code: "too_few_rows", params: { rows: 1200, before: 12_452 } }, "The file has 1,200 rows; last time it had 12,452."],
  [{ code: "stopped", params: { problem: { code: "file_empty", params: { name: "a.csv" } } } }, "“a.csv” is empty. Export it again, and check that the export was finished."],
])("%o is said in words", (reason, words) => {
  function Why() {
    return <p data-testid="said">{useBecause()(reason)}</p>;
  }
  renderPage(<Why />, fakePlatform());
  expect(screen.getByTestId("said").textContent).toBe(words);
});

test.each([["/a/b/c.csv", "c.csv"], ["C:\\a\\b", "b"], ["/a/b/", "b"], ["", ""]])("the last part of %s is %s", (path, name) => {
  expect(baseName(path)).toBe(name);
});
