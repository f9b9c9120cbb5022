/** The fields of a schema as the tree that they are. */
import type { FieldView } from "../../../generated/FieldView";

export interface Branch {
  /** The path up to here; unique. */
  id: string;
  title: string;
  /** Null for an object that holds fields. */
  field: FieldView | null;
  children: Branch[];
}

/** Objects appear where their first field does. */
export function treeOf(fields: FieldView[]): Branch[] {
  const root: Branch[] = [];
  const known = new Map<string, Branch>();
  for (const field of fields) {
    let level = root;
    const steps = field.path.split(".");
    steps.slice(0, -1).forEach((step, depth) => {
      const id = steps.slice(0, depth + 1).join(".");
      const branch = known.get(id) ?? { id, title: field.group[depth] ?? step, field: null, children: [] };
      if (!known.has(id)) {
        known.set(id, branch);
        level.push(branch);
      }
      level = branch.children;
    });
    level.push({ id: field.path, title: field.title, field, children: [] });
  }
  return root;
}

/** The fields in whose names, path or objects the words are found. */
export function found(fields: FieldView[], words: string, name: (path: string) => string): FieldView[] {
  const wanted = words.trim().toLowerCase();
  return wanted === "" ? fields : fields.filter((field) => [field.path, field.title, name(field.path), ...field.group].some((text) => text.toLowerCase().includes(wanted)));
}

/** The ids of all objects. */
export function objectsOf(branches: Branch[]): string[] {
  return branches.flatMap((branch) => (branch.field ? [] : [branch.id, ...objectsOf(branch.children)]));
}
