/** The frame of every page: header at one height, a body that scrolls, a footer for the one accent button. */
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { ReactNode, Ref } from "react";

/** A panel on the window's ground. */
export const panel = style({
  "--s2-container-bg": { type: "backgroundColor", value: "layer-2" },
  backgroundColor: "--s2-container-bg",
  borderRadius: "xl",
  boxShadow: "emphasized",
  flexGrow: 1,
  minWidth: 0,
  minHeight: 0,
  display: "flex",
  flexDirection: "column",
  overflow: "hidden",
  boxSizing: "border-box",
});

/** A second panel beside the first. */
export const sidePanel = style({
  "--s2-container-bg": { type: "backgroundColor", value: "layer-2" },
  backgroundColor: "--s2-container-bg",
  borderRadius: "xl",
  boxShadow: "emphasized",
  width: 296,
  flexShrink: 0,
  minHeight: 0,
  display: "flex",
  flexDirection: "column",
  overflow: "hidden",
  boxSizing: "border-box",
});

/** Pushes what follows to the end of the line. */
export const push = style({ marginStart: "auto" });

const header = style({ display: "flex", alignItems: "start", gap: 24, paddingX: 32, paddingTop: 24, paddingBottom: 20, flexShrink: 0 });
const titles = style({ flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column", gap: 4 });
const heading = style({ font: "heading-lg", margin: 0, display: "flex", alignItems: "center", gap: 12, truncate: true, outlineStyle: "none" });
const under = style({ font: "body", color: "neutral-subdued", display: "flex", alignItems: "center", gap: 8, flexWrap: "wrap" });
const side = style({ display: "flex", alignItems: "center", gap: 8, flexShrink: 0, minHeight: 32 });
const body = style({ flexGrow: 1, minHeight: 0, overflowX: "hidden", overflowY: "auto", paddingX: 32, paddingBottom: 24, display: "flex", flexDirection: "column", boxSizing: "border-box" });
const foot = style({
  display: "flex",
  alignItems: "center",
  gap: 12,
  paddingX: 32,
  height: 72,
  flexShrink: 0,
  borderTopWidth: 1,
  borderBottomWidth: 0,
  borderXWidth: 0,
  borderStyle: "solid",
  borderColor: "gray-200",
  boxSizing: "border-box",
});

interface PageProps {
  title: ReactNode;
  icon?: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Focusable, so that a page that replaced another can be announced by moving the focus here. */
  titleRef?: Ref<HTMLHeadingElement>;
  titleTestId?: string;
  children: ReactNode;
}

export function Page({ title, icon, sub, actions, footer, titleRef, titleTestId, children }: PageProps) {
  return (
    <>
      <header className={header}>
        <div className={titles}>
          <h1 ref={titleRef} tabIndex={-1} data-testid={titleTestId} className={heading}>
            {icon}
            {title}
          </h1>
          {sub && <div className={under}>{sub}</div>}
        </div>
        {actions && <div className={side}>{actions}</div>}
      </header>
      <div className={body}>{children}</div>
      {footer && <footer className={foot}>{footer}</footer>}
    </>
  );
}

/** The title of a part of a page. */
export function SectionTitle({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={style({ display: "flex", alignItems: "center", gap: 8, minHeight: 24, marginBottom: 8 })}>
      <h2 className={style({ font: "title", margin: 0 })}>{children}</h2>
      {end && <div className={push}>{end}</div>}
    </div>
  );
}
