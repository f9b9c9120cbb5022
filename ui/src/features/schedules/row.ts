/** What a line of the page of schedules looks like: what it is at the left, how it stands, its switch and its menu. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };

export const row = style({
  display: "grid",
  gridTemplateColumns: { default: ["minmax(0, 1fr)", "auto", "auto"], "@media (min-width: 1040px)": ["minmax(0, 1fr)", 361, 32, 32] },
  columnGap: 24,
  rowGap: 8,
  alignItems: "start",
  paddingY: 20,
  borderBottomWidth: 1,
  borderTopWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
});
/** In a narrow window it stands below the name. */
export const state = style({ gridRowStart: { default: 2, "@media (min-width: 1040px)": 1 }, gridColumnStart: { default: 1, "@media (min-width: 1040px)": 2 } });
export const under = style({ font: "ui", color: "neutral-subdued", marginTop: 4, overflowWrap: "anywhere" });
