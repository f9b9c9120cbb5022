/** What starts schedules on this computer, at the foot of the list. */
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { Switch } from "@react-spectrum/s2/Switch";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import type { Background } from "../../generated/Background";
import { useWords } from "../../i18n";

interface BackgroundLineProps {
  background: Background;
  onStart(on: boolean): void;
  onTimer(on: boolean): void;
}

export function backgroundWords(background: Background): string {
  if (background.starts_with_computer) return "background-on";
  return background.timer === true ? "background-timer" : "background-off";
}

export function BackgroundLine({ background, onStart, onTimer }: BackgroundLineProps) {
  const t = useWords();
  const id = backgroundWords(background);
  return (
    <section data-testid="background" className={style({ marginTop: 24, display: "flex", flexDirection: "column", gap: 8 })}>
      <div className={style({ display: "flex", gap: 16, alignItems: "center", flexWrap: "wrap" })}>
        <p className={style({ font: "ui", color: "neutral-subdued", margin: 0, display: "flex", gap: 8, alignItems: "center" })}>
          {id === "background-off" ? <AlertTriangle styles={iconStyle({ size: "S", color: "notice" })} /> : <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} />}
          {t(id)}
        </p>
        <Switch size="S" isSelected={background.starts_with_computer} onChange={onStart} data-testid="start-with-computer">
          {t("background-switch")}
        </Switch>
      </div>
      {!background.tray && <p className={style({ font: "ui-sm", color: "neutral-subdued", margin: 0 })}>{t("background-no-tray")}</p>}
      {background.timer !== null && (
        <Disclosure isQuiet size="S">
          <DisclosureTitle>{t("background-advanced")}</DisclosureTitle>
          <DisclosurePanel>
            <Switch size="S" isSelected={background.timer} onChange={onTimer} data-testid="timer">
              {t("background-timer-switch")}
            </Switch>
            <p className={style({ font: "ui-sm", color: "neutral-subdued", margin: 0, marginTop: 4 })}>{t("background-timer-text")}</p>
          </DisclosurePanel>
        </Disclosure>
      )}
    </section>
  );
}
