/** A button at the foot of the rail; without its word where the rail is narrow. */
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";

const button = style({
  ...focusRing(),
  display: "flex",
  alignItems: "center",
  gap: 8,
  height: 32,
  width: "full",
  paddingX: 12,
  boxSizing: "border-box",
  borderStyle: "none",
  borderRadius: "default",
  textAlign: "start",
  cursor: "pointer",
  font: "ui",
  color: "neutral",
  backgroundColor: { default: "transparent", isHovered: "gray-100", isFocusVisible: "gray-100", isPressed: "gray-100" },
});

export function RailButton({ label, icon, ...rest }: { label: string; icon: ReactNode; "data-testid": string }) {
  return (
    <Button aria-label={label} className={(state) => button(state)} {...rest}>
      {icon}
      <span className={style({ display: { default: "none", "@media (min-width: 880px)": "inline" } })}>{label}</span>
    </Button>
  );
}
