/** The manual as its pages are written, and what of it can be held against the program. */
import { FluentResource } from "@fluent/bundle";

const books = import.meta.glob<string>("../../../docs/manual/*/src/*.md", { query: "?raw", import: "default", eager: true });
/** Only their names count. */
const pictures = import.meta.glob("../../../docs/*.png");

export type Language = "en" | "nl";

/** A heading; `id` is what links and the program point to. */
export interface Heading {
  level: number;
  text: string;
  id: string;
}

export interface Page {
  name: string;
  /** Without code, which is nobody's words. */
  prose: string;
  headings: Heading[];
}

/** The pages of a language by their names. */
export function pagesOf(language: Language): Map<string, Page> {
  const start = `../../../docs/manual/${language}/src/`;
  const own = Object.entries(books).filter(([path]) => path.startsWith(start));
  return new Map(own.map(([path, text]) => [path.slice(start.length), pageOf(path.slice(start.length), text)]));
}

function pageOf(name: string, text: string): Page {
  const prose = text.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]+`/g, "code");
  const headings = [...prose.matchAll(/^(#+) (.+?)(?: \{#([a-z0-9-]+)\})?$/gm)].map(([, marks = "", words = "", id = ""]) => ({ level: marks.length, text: words, id }));
  return { name, prose, headings };
}

/** What is written in bold or quoted on lines of its own: words of the window, and nothing else. */
export function labelsIn({ prose }: Page): string[] {
  return [...prose.matchAll(/\*\*(.+?)\*\*|^> (.+)$/gm)].map((found) => (found[1] ?? found[2] ?? "").replace(/\s+/g, " "));
}

/** Links and pictures that point into the manual. */
export function linksIn({ prose }: Page): string[] {
  return [...prose.matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1] ?? "").filter((to) => !to.startsWith("https://"));
}

export function pictureNames(): Set<string> {
  return new Set(Object.keys(pictures).map((path) => path.replace("../../../docs/", "pictures/")));
}

type Pattern = NonNullable<FluentResource["body"][number]["value"]>;

/** Every form that a message can take; a `.+` stands for what is only known when it is shown. */
function formsOf(pattern: Pattern): string[] {
  if (typeof pattern === "string") return [escaped(pattern)];
  return pattern.reduce<string[]>((before, part) => {
    const here = typeof part === "string" ? [escaped(part)] : part.type === "select" ? part.variants.flatMap(({ value }) => formsOf(value)) : [".+"];
    return before.flatMap((start) => here.map((end) => start + end));
  }, [""]);
}

function escaped(text: string): string {
  return text.replace(/<\/?[a-z]+>/g, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Whether these are words of the window in a language. */
export function labelReader(catalogue: string): (label: string) => boolean {
  const patterns = new FluentResource(catalogue).body.flatMap(({ value, attributes }) => [value, ...Object.values(attributes)]).filter((pattern) => pattern !== null);
  const forms = patterns.flatMap(formsOf);
  const fixed = new Set(forms.filter((form) => !form.includes(".+")));
  const open = forms.filter((form) => form.includes(".+") && isTelling(form)).map((form) => new RegExp(`^${form}$`, "u"));
  return (label) => fixed.has(escaped(label)) || open.some((form) => form.test(label));
}

/** A form with next to no words of its own would take anything for a label. */
function isTelling(form: string): boolean {
  const letters = form.replaceAll(".+", "").replace(/[^\p{L}]/gu, "").length;
  return letters >= (form.startsWith(".+") ? 6 : 4);
}
