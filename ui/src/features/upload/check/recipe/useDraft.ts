/** A mapping entry while it is being edited; nothing of it counts before it is applied. */
import { useMemo, useState } from "react";
import type { MappedField } from "../../../../generated/MappedField";
import type { Op } from "../../../../generated/Op";
import { fresh, isFaulty, recipeOf, stepsOf, type Step } from "./steps";

export interface Draft {
  field: string;
  setField(field: string): void;
  /** The fixed value; null for an entry with a column. */
  value: string | null;
  setValue(value: string): void;
  /** It was emptied, which is worth telling; one that was not typed yet is not. */
  hasEmptyValue: boolean;
  required: boolean;
  setRequired(required: boolean): void;
  when: string | null;
  setWhen(when: string | null): void;
  steps: Step[];
  setSteps(steps: Step[]): void;
  add(name: Op["op"]): void;
  /** The entry; null while something is missing or wrong. */
  whole: MappedField | null;
}

export function useDraft(entry: MappedField | null, surroundings: Parameters<typeof fresh>[1]): Draft {
  const [field, setField] = useState(entry?.field ?? "");
  const [value, setText] = useState(entry?.column === undefined ? (entry?.value ?? "") : null);
  const [isTouched, setTouched] = useState(false);
  const [required, setRequired] = useState(entry?.required ?? false);
  const [when, setWhen] = useState(entry?.when ?? null);
  const [steps, setSteps] = useState(() => stepsOf(entry?.recipe ?? []));
  const column = entry?.column;
  const setValue = (now: string) => {
    setText(now);
    setTouched(true);
  };
  const add = (name: Op["op"]) => {
    const id = Math.max(-1, ...steps.map((step) => step.id)) + 1;
    setSteps([...steps, { id, ...fresh(name, surroundings) }]);
  };
  const whole = useMemo<MappedField | null>(() => {
    if (field === "" || value === "" || isFaulty(steps)) return null;
    const source = column === undefined ? { value: value ?? "" } : { column };
    return { ...source, field, recipe: recipeOf(steps), ...(required ? { required } : {}), ...(when === null ? {} : { when }) };
  }, [field, value, steps, column, required, when]);
  return { field, setField, value, setValue, hasEmptyValue: value === "" && isTouched, required, setRequired, when, setWhen, steps, setSteps, add, whole };
}
