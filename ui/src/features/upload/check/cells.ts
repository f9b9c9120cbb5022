/** The look of lines and cells in the table of columns. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };

export const line = style({ borderTopWidth: 1, borderBottomWidth: 0, borderXWidth: 0, borderStyle: "solid", borderColor: "gray-200" });
export const cell = style({ paddingX: 16, paddingY: 0, height: 40, boxSizing: "border-box", truncate: true, color: { default: "neutral", isQuiet: "neutral-subdued" }, fontWeight: { default: "normal", isName: "medium" }, textAlign: "start" });
export const beside = style({ display: "flex", alignItems: "center", gap: 8 });
