/** A column that goes out without an entry of its own: as an identity, or within the value of another one. */
import Edit from "@react-spectrum/s2/icons/Edit";
import Key from "@react-spectrum/s2/icons/Key";
import { focusRing, iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Button } from "react-aria-components/Button";
import { useWords } from "../../../../i18n";
import type { FieldNames } from "../../../../i18n/field";
import type { Checking } from "../../flow";
import { cell, line } from "../cells";
import { speakers } from "./consent";
import type { OnAsk } from "./PeopleDialogs";
import { saysId } from "./ReadAs";
import type { Beside } from "./uses";

interface BesideRowProps {
  beside: Beside;
  examples: string;
  flow: Checking;
  names: FieldNames;
  onAsk: OnAsk;
}

const button = style({
  ...focusRing(),
  display: "flex",
  alignItems: "center",
  gap: 8,
  height: 32,
  width: "[calc(100% + 16px)]",
  boxSizing: "border-box",
  paddingX: 8,
  marginX: -8,
  borderStyle: "none",
  borderRadius: "default",
  backgroundColor: { default: "transparent", isHovered: "gray-100", isPressed: "gray-100" },
  font: "ui",
  color: "neutral",
  cursor: "pointer",
  textAlign: "start",
});

export function BesideRow({ beside, examples, flow, names, onAsk }: BesideRowProps) {
  const t = useWords();
  const { column, identity, fields } = beside;
  const says = speakers(flow.mapping).find((speaker) => speaker.column === column)?.says;
  const targets = [...(identity === null ? [] : [t("identity-target", { namespace: identity })]), ...fields.map(names.of)].join(", ");
  return (
    <tr className={line} data-column={column} data-identity={identity ?? undefined}>
      <th scope="row" className={cell({ isName: true })} title={column}>
        {column}
      </th>
      <td className={cell({ isQuiet: true })}>{examples}</td>
      <td className={cell({})}>
        {identity === null ? (
          targets
        ) : (
          <Button className={(state) => button(state)} aria-label={t("choose-field-now", { column, field: targets })} onPress={() => onAsk({ about: "identity" })} data-testid="identity-target">
            <span className={style({ truncate: true })}>{targets}</span>
            <Key styles={iconStyle({ size: "S", color: "positive" })} />
          </Button>
        )}
      </td>
      <td className={cell({ isQuiet: true })}>{identity === null ? t("beside-with", { fields: targets }) : t("beside-identity")}</td>
      <td className={cell({ isQuiet: true })}>
        {says === undefined ? (
          t("op-none")
        ) : (
          <Button className={(state) => button(state)} aria-label={t("consent-column", { column, says: t(saysId(says)) })} onPress={() => onAsk({ about: "consent", column })}>
            <span className={style({ truncate: true })}>{t(saysId(says))}</span>
            <span className={style({ marginStart: "auto", display: "flex" })}>
              <Edit styles={iconStyle({ size: "S", color: "gray" })} />
            </span>
          </Button>
        )}
      </td>
    </tr>
  );
}
