/** The word for a field's type; XDM's own where there is none of ours. */
const WORDS: Record<string, string> = { string: "string", number: "number", long: "integer", int: "integer", short: "integer", byte: "integer", boolean: "boolean", date: "date", "date-time": "date-time", array: "list" };

export function kindId(kind: string): string {
  return `kind-${WORDS[kind] ?? "other"}`;
}
