/** Codes of the program as ts-rs wrote their types: what words and manual have to cover. */
const generated = import.meta.glob<string>("../generated/*.ts", { query: "?raw", import: "default", eager: true });

/** The members of a union of texts. */
export function codesOf(type: string): string[] {
  const source = generated[`../generated/${type}.ts`] ?? "";
  const tagged = [...source.matchAll(/"(?:code|op)": "([a-z0-9_]+)"/g)].map((found) => found[1] ?? "");
  const plain = /export type \w+ = ("[^;]+);/.exec(source)?.[1]?.split("|").map((word) => word.trim().replaceAll('"', "")) ?? [];
  return tagged.length > 0 ? tagged : plain;
}
