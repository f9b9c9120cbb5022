/** A button of the rail; without its word where the rail is narrow. */
import { focusRing, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";

const wide = { default: "none", "@media (min-width: 880px)": "inline" } as const;
const button = style({
  ...focusRing(),
  position: "relative",
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
  fontWeight: { default: "normal", isCurrent: "bold" },
  color: "neutral",
  backgroundColor: { default: "transparent", isHovered: "gray-100", isFocusVisible: "gray-100", isPressed: "gray-100" },
});
const bar = style({ position: "absolute", insetStart: 0, top: 8, bottom: 8, width: 2, borderRadius: "full", backgroundColor: "gray-900" });

interface RailButtonProps {
  word: string;
  icon: ReactNode;
  /** Where there is more to say than the word. */
  label?: string;
  /** It stands for the page that is shown. */
  isCurrent?: boolean;
  /** Behind the word. */
  children?: ReactNode;
  onPress?(): void;
  "data-testid": string;
}

export function RailButton({ word, icon, label = word, isCurrent = false, children, ...rest }: RailButtonProps) {
  return (
    <Button aria-label={label} aria-current={isCurrent ? "page" : undefined} className={(state) => button({ ...state, isCurrent })} {...rest}>
      {isCurrent && <span aria-hidden className={bar} />}
      {icon}
      <span className={style({ display: wide })}>{word}</span>
      {children}
    </Button>
  );
}
