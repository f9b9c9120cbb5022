/** The choices of what tells customers apart. Pure. */
import type { IdentityField } from "../../../../generated/IdentityField";
import type { Inspected } from "../../../../generated/Inspected";
import type { MappingSet } from "../../../../generated/MappingSet";
import { EMAIL } from "../../../../i18n/people";
import type { Checking } from "../../flow";

/** What is chosen, with what was chosen before for the other system, so that it is still there on the way back. */
export interface Chosen {
  by: "email" | "commerce" | "other";
  column: string | null;
  namespace: string | null;
}

/** A choice as it is answered; without a column by the e-mail address alone. */
export interface Way {
  column: string | null;
  namespace: string;
}

/** The numbers whose system the layout proves; null for every other file. */
export function numberOfLayout({ inspection }: Inspected): { column: string; namespace: string } | null {
  if (inspection.layout !== "commerce_grid") return null;
  const number = inspection.identities.find(({ namespace }) => namespace !== EMAIL);
  return number?.column ? { column: number.column, namespace: number.namespace } : null;
}

export function emailColumn({ identity, fields }: MappingSet): string | null {
  const email = [identity.primary, ...identity.others].find(({ namespace }) => namespace === EMAIL);
  return email?.column ?? fields.find(({ field }) => field === email?.field)?.column ?? null;
}

export function chosenNow({ mapping, inspected }: Checking): Chosen {
  const number = [mapping.identity.primary, ...mapping.identity.others].find(({ namespace }) => namespace !== EMAIL);
  if (!number) return { by: "email", column: null, namespace: null };
  const column = number.column ?? mapping.fields.find(({ field }) => field === number.field)?.column ?? null;
  const proved = numberOfLayout(inspected);
  if (proved?.column === column && proved?.namespace === number.namespace) return { by: "commerce", column: null, namespace: null };
  return { by: "other", column, namespace: number.namespace };
}

/** Null where something is still to be said. */
export function wayOf({ by, column, namespace }: Chosen, flow: Checking, own: IdentityField | null): Way | null {
  if (own !== null) return column === null ? null : { column, namespace: own.namespace };
  if (by === "email") return { column: null, namespace: EMAIL };
  if (by === "commerce") return numberOfLayout(flow.inspected);
  return column === null || namespace === null ? null : { column, namespace };
}

export function isSame(a: Chosen, b: Chosen): boolean {
  return a.by === b.by && (a.by !== "other" || (a.column === b.column && a.namespace === b.namespace));
}

/** Columns with e-mail addresses in their first cells. */
export function addressColumns({ inspection }: Inspected): { name: string; samples: string[] }[] {
  return inspection.columns.filter(({ blocked, samples }) => blocked === null && samples.some((text) => /\S@\S+\.\S/.test(text)));
}
