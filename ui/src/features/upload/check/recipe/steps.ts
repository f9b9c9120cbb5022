/** A recipe while it is being edited: what can be added, what is wrong with a step. Pure. */
import type { FieldView } from "../../../../generated/FieldView";
import type { Op } from "../../../../generated/Op";
import { NO, NOTHING, YES } from "../../../../generated/vocabulary";

type OpName = Op["op"];

/** One operation on its way to a recipe. The rows of a value map are kept apart: while one types, two can be alike. */
export interface Step {
  /** Tells steps apart that say the same. */
  id: number;
  op: Op;
  rows?: [from: string, to: string][];
}

/** What can be added, as the menu shows it. */
export const GROUPS: { id: string; ops: OpName[] }[] = [
  { id: "steps-text", ops: ["trim", "lowercase", "uppercase", "name_case", "split", "repair"] },
  { id: "steps-values", ops: ["map", "boolean", "date", "date_time", "number", "phone", "country", "missing", "sha256"] },
  { id: "steps-columns", ops: ["join", "first_of"] },
];

/** Twice would say nothing more. */
const REPEATABLE: OpName[] = ["split", "join", "map", "missing"];

/** How dates, times and numbers are read counts for the whole recipe, wherever it stands. */
const ANYWHERE: OpName[] = ["date", "date_time"];

/** It stands for a decision that is made elsewhere: without it objections would be lost. */
export function isFixed({ op }: Step): boolean {
  return op.op === "consent";
}

export function canAdd(steps: Step[], name: OpName): boolean {
  return REPEATABLE.includes(name) || !steps.some((step) => step.op.op === name);
}

/** Some step can come before another one with another result. */
export function hasOrder(steps: Step[]): boolean {
  return steps.filter((step) => !ANYWHERE.includes(step.op.op)).length > 1;
}

interface Surroundings {
  field: FieldView | null;
  /** Cells of the column. */
  samples: string[];
  /** Decimal commas in the reader's own country. */
  hasCommas: boolean;
  zone: string;
}

/** An operation as it is when it has just been added: it does the usual thing, or asks for what it needs. */
export function fresh(name: OpName, { field, samples, hasCommas, zone }: Surroundings): Pick<Step, "op" | "rows"> {
  switch (name) {
    case "split":
      return { op: { op: name, on: samples.some((s) => s.includes("\n")) ? "\n" : " ", take: 1 } };
    case "join":
      return { op: { op: name, columns: [], with: " " } };
    case "first_of":
      return { op: { op: name, columns: [] } };
    case "date":
      return { op: { op: name, order: "dmy" } };
    case "date_time":
      return { op: { op: name, zone } };
    case "number":
      return { op: { op: name, locale: hasCommas ? "nl" : "en" } };
    case "boolean":
      return { op: { op: name, true: [...YES], false: [...NO] } };
    case "missing":
      return { op: { op: name, values: [...NOTHING] } };
    case "map": {
      const values = [...new Set(samples.map((s) => s.trim()).filter((s) => s !== ""))];
      const accepted = (value: string) => field?.values.find((v) => v.toLowerCase() === value.toLowerCase()) ?? (field && field.values.length > 0 ? "" : value);
      return { op: { op: name, values: {}, otherwise: null }, rows: values.map((value) => [value, accepted(value)]) };
    }
    default:
      return { op: { op: name } as Op };
  }
}

export function stepsOf(recipe: Op[]): Step[] {
  return recipe.map((op, id) => (op.op === "map" ? { id, op, rows: Object.entries(op.values) } : { id, op }));
}

export function recipeOf(steps: Step[]): Op[] {
  return steps.map(({ op, rows }) => (op.op === "map" && rows ? { ...op, values: Object.fromEntries(rows) } : op));
}

export function moved(steps: Step[], index: number, by: -1 | 1): Step[] {
  const [one, other] = [steps[index], steps[index + by]];
  if (!one || !other) return steps;
  return steps.map((step, at) => (at === index ? other : at === index + by ? one : step));
}

export type Parameter = "on" | "take" | "columns" | "words" | "rows" | "zone";

/** What is wrong with a step, as ids of words by the parameter that they belong to. */
export function faultsOf({ op, rows = [] }: Step): Partial<Record<Parameter, string>> {
  switch (op.op) {
    case "split":
      return { ...(op.on === "" ? { on: "fault-separator" } : {}), ...(Number.isInteger(op.take) && op.take !== 0 ? {} : { take: "fault-piece" }) };
    case "join":
    case "first_of":
      return op.columns.length === 0 ? { columns: "fault-columns" } : {};
    case "date_time":
      return op.zone === "" ? { zone: "fault-zone" } : {};
    case "missing":
      return op.values.length === 0 ? { words: "fault-words" } : {};
    case "boolean": {
      const no = new Set(op.false.map((word) => word.toLowerCase()));
      if (op.true.length + op.false.length === 0) return { words: "fault-words" };
      return op.true.some((word) => no.has(word.toLowerCase())) ? { words: "fault-both" } : {};
    }
    case "map": {
      const from = rows.map(([key]) => key.trim().toLowerCase());
      if (rows.length === 0) return { rows: "fault-rows" };
      if (from.includes("")) return { rows: "fault-blank" };
      return new Set(from).size < from.length ? { rows: "fault-twice" } : {};
    }
    default:
      return {};
  }
}

export function isFaulty(steps: Step[]): boolean {
  return steps.some((step) => Object.keys(faultsOf(step)).length > 0);
}
