/** The manual in both languages says the same, knows every code of the program, and calls things as the window does. */
import { describe, expect, test } from "vitest";
import { codesOf } from "../test/codes";
import { labelReader, labelsIn, linksIn, pagesOf, pictureNames, type Language, type Page } from "../test/manual";
import { bundleOf } from ".";
import english from "./en.ftl?raw";
import dutch from "./nl.ftl?raw";
import { wordId, type Codes } from "./words";

const CATALOGUES: Record<Language, string> = { en: english, nl: dutch };
const BOOKS = { en: pagesOf("en"), nl: pagesOf("nl") };

/** The codes that have a section of their own, on which page. */
const SECTIONS: [keyof Codes, string, string][] = [
  ["problem", "Problem", "problems.md"],
  ["finding", "FindingCode", "findings.md"],
  ["question", "QuestionCode", "check.md"],
  ["status", "RunStatus", "result.md"],
  ["access", "AccessReason", "connection-checks.md"],
  ["fault", "CredentialsFault", "connection-checks.md"],
  ["willnot", "WillNot", "held.md"],
  ["because", "SlotReason", "held.md"],
  ["unkept", "ScheduleFault", "schedules.md"],
];

describe.each(["en", "nl"] as const)("the manual in %s", (language) => {
  const pages = BOOKS[language];
  const bundle = bundleOf(language);

  test.each(SECTIONS)("every %s has its section, and no section is of one that is gone", (kind, type, name) => {
    const codes = codesOf(type);
    expect(codes.length).toBeGreaterThan(0);
    const ids = pages.get(name)?.headings.map(({ id }) => id).filter((id) => id.startsWith(`${kind}-`)) ?? [];
    expect(ids.sort()).toEqual(codes.map((code) => wordId(kind, code as never)).sort());
  });

  test("a section of a finding or of an upload's end is called what the window says", () => {
    const headings = [...(pages.get("findings.md")?.headings ?? []), ...(pages.get("result.md")?.headings ?? [])];
    const wrong = headings.filter(({ id, text }) => {
      const word = id.startsWith("finding-") ? `${id}-row` : id.startsWith("status-") ? id : null;
      return word !== null && bundle.getMessage(word)?.value !== text;
    });
    expect(wrong).toEqual([]);
  });

  test("what is in bold or quoted is said by the window", () => {
    const isLabel = labelReader(CATALOGUES[language]);
    expect(isLabel("No window has such a button")).toBe(false);
    const wrong = [...pages.values()].flatMap((page) => labelsIn(page).filter((label) => !isLabel(label)).map((label) => `${page.name}: ${label}`));
    expect(wrong).toEqual([]);
  });

  test("links and pictures point to something", () => {
    const there = pictureNames();
    const isThere = (from: string, to: string) => {
      if (to.startsWith("pictures/")) return there.has(to);
      const [file = "", id] = to.split("#");
      const page = pages.get(file === "" ? from : file);
      return page !== undefined && (id === undefined || page.headings.some((heading) => heading.id === id));
    };
    const wrong = [...pages.values()].flatMap((page) => linksIn(page).filter((to) => !isThere(page.name, to)).map((to) => `${page.name}: ${to}`));
    expect(wrong).toEqual([]);
  });

  test("every page stands in the contents, once, and begins with one title", () => {
    const contents = pages.get("SUMMARY.md");
    const linked = contents ? linksIn(contents) : [];
    expect([...linked].sort()).toEqual([...pages.keys()].filter((name) => name !== "SUMMARY.md").sort());
    const titles = [...pages.values()].filter(({ name }) => name !== "SUMMARY.md").map(({ name, headings }) => `${name}: ${String(headings.filter(({ level }) => level === 1).length)}`);
    expect(titles.filter((title) => !title.endsWith(": 1"))).toEqual([]);
  });
});

/** Links to pages; a picture can be another one where it shows words. */
function insideOf(page: Page): string[] {
  return linksIn(page).filter((to) => !to.startsWith("pictures/")).sort();
}

test("both languages have the same pages with the same sections and links", () => {
  expect([...BOOKS.nl.keys()].sort()).toEqual([...BOOKS.en.keys()].sort());
  for (const [name, page] of BOOKS.en) {
    const other = BOOKS.nl.get(name);
    const shape = (of: typeof page | undefined) => of?.headings.map(({ level, id }) => `${String(level)} ${id}`);
    expect(shape(other), name).toEqual(shape(page));
    expect(other && insideOf(other), name).toEqual(insideOf(page));
  }
});
