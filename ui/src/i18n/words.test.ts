/** Every code of the program has its words in both languages, and both catalogues say the same things. */
import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { codesOf } from "../test/codes";
import { bundleOf, languageOf } from ".";
import english from "./en.ftl?raw";
import dutch from "./nl.ftl?raw";
import { fieldId, wordId, type Codes } from "./words";

const KINDS: [keyof Codes, string][] = [
  ["finding", "FindingCode"],
  ["problem", "Problem"],
  ["status", "RunStatus"],
  ["phase", "Phase"],
  ["layout", "Layout"],
  ["severity", "Severity"],
  ["op", "Op"],
  ["step", "Op"],
  ["question", "QuestionCode"],
  ["waiting", "Waiting"],
  ["access", "AccessReason"],
  ["tried", "AccessStepName"],
  ["tick", "AccessState"],
  ["fault", "CredentialsFault"],
  ["keychain", "KeychainStatus"],
  ["secret", "SecretPlace"],
  ["setup", "SetupStep"],
  ["made", "SetupState"],
  ["place", "Place"],
  ["willnot", "WillNot"],
  ["slot", "SlotState"],
  ["because", "SlotReason"],
  ["unkept", "ScheduleFault"],
  ["missed", "Missed"],
  ["tell", "TellWhen"],
  ["seen", "SeenState"],
  ["against", "ChangeBasis"],
  ["trial", "TrialOutcome"],
  ["data-prep", "DataPrepReason"],
  ["kind", "FieldType"],
  ["flow-standing", "FlowStanding"],
  ["flow-run", "FlowRunState"],
  ["advice", "AdviceReason"],
  ["lands", "Lands"],
  ["reads", "ConsentReads"],
  ["means", "ConsentMeaning"],
];

function idsOf(catalogue: string): string[] {
  return [...catalogue.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((found) => found[1] ?? "").sort();
}

function variablesOf(catalogue: string): Map<string, string> {
  const messages = catalogue.split(/^(?=[a-z][a-z0-9-]* =)/m);
  return new Map(messages.map((text) => [text.split(" ")[0] ?? "", [...new Set([...text.matchAll(/\{ ?\$(\w+)/g)].map((found) => found[1]))].sort().join(",")]));
}

describe.each(["en", "nl"] as const)("the words in %s", (language) => {
  const bundle = bundleOf(language);
  test.each(KINDS)("every %s has its words", (kind, type) => {
    const codes = codesOf(type);
    expect(codes.length).toBeGreaterThan(0);
    const missing = codes.map((code) => wordId(kind, code as never)).filter((id) => !bundle.hasMessage(id));
    expect(missing).toEqual([]);
  });
  test("every reason against access has its remedy", () => {
    const missing = codesOf("AccessReason").map((code) => `${wordId("access", code as never)}-remedy`).filter((id) => !bundle.hasMessage(id));
    expect(missing).toEqual([]);
  });
  test("unusable credentials say which fault it is", () => {
    const said = codesOf("CredentialsFault").map((fault) => bundle.formatPattern(bundle.getMessage("problem-credentials-unusable")?.value ?? "", { fault }));
    expect(said).toEqual(codesOf("CredentialsFault").map((fault) => bundle.formatPattern(bundle.getMessage(wordId("fault", fault as never))?.value ?? "")));
    expect(new Set(said).size).toBe(said.length);
  });
  test("every finding has a reason for one row", () => {
    const missing = codesOf("FindingCode").map((code) => `${wordId("finding", code as never)}-row`).filter((id) => !bundle.hasMessage(id));
    expect(missing).toEqual([]);
  });
});

test("both catalogues have the same ids with the same variables", () => {
  expect(idsOf(dutch)).toEqual(idsOf(english));
  const [en, nl] = [variablesOf(english), variablesOf(dutch)];
  expect([...en].filter(([id, variables]) => nl.get(id) !== variables)).toEqual([]);
});

test("no id stands twice and every message is read", () => {
  for (const catalogue of [english, dutch]) {
    const ids = idsOf(catalogue);
    expect(ids.filter((id, index) => ids[index + 1] === id)).toEqual([]);
    expect(new FluentResource(catalogue).body.length).toBe(ids.length);
  }
});

test("a field's path becomes an id", () => {
  expect(fieldId("person.name.firstName")).toBe("field-person-name-firstname");
});

test.each([["nl-BE", "nl"], ["nl_NL", "nl"], ["en-US", "en"], ["de-DE", "en"], ["", "en"]])("locale %s is read as %s", (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
