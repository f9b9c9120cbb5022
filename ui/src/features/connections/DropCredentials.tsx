/** Where a JSON of Developer Console can be let go (anywhere in the window will do), and the ways for those without one. */
import { IllustratedMessage } from "@react-spectrum/s2/IllustratedMessage";
import { Link } from "@react-spectrum/s2/Link";
import { Content, Heading } from "@react-spectrum/s2";
import Json from "@react-spectrum/s2/illustrations/gradient/generic2/CodeBrackets";
import { lightDark, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import { useWords } from "../../i18n";
import { usePlatformEvent } from "../../platform";

interface DropCredentialsProps {
  /** There is no connection to Adobe yet. */
  isFirst: boolean;
  onFields(): void;
  onMail(): void;
}

const zone = style({
  display: "flex",
  alignItems: "center",
  justifyContent: "center",
  minHeight: 216,
  boxSizing: "border-box",
  borderWidth: 2,
  borderStyle: { default: "dashed", isHeld: "solid" },
  borderColor: { default: "gray-300", isHeld: "blue-800" },
  borderRadius: "lg",
  marginTop: "auto",
  padding: 16,
  backgroundColor: { default: "transparent", isHeld: lightDark("blue-200", "blue-200") },
});

export function DropCredentials({ isFirst, onFields, onMail }: DropCredentialsProps) {
  const t = useWords();
  const [isHeld, setHeld] = useState(false);
  usePlatformEvent("drop_hover", setHeld);
  return (
    <div className={zone({ isHeld })}>
      <IllustratedMessage size="S">
        <Json />
        <Heading level={2}>{t(isFirst ? "credentials-drop-first" : "credentials-drop")}</Heading>
        <Content>
          <Link onPress={onFields} data-testid="open-fields">
            {t("credentials-fields")}
          </Link>
          {" · "}
          <Link onPress={onMail} data-testid="open-mail-page">
            {t("add-mail")}
          </Link>
        </Content>
      </IllustratedMessage>
    </div>
  );
}
