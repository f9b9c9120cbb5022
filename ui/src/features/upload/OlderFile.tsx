/** A newer file went to the dataset before: what that means, and the choice to go over it all the same. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../i18n";

interface OlderFileProps {
  name: string;
  /** The file that was uploaded before. */
  newer: string;
  isSelected: boolean;
  onChange(isSelected: boolean): void;
}

export function OlderFile({ name, newer, isSelected, onChange }: OlderFileProps) {
  const t = useWords();
  return (
    <div className={style({ marginTop: 24 })} data-testid="confirm-older">
      <InlineAlert variant="notice">
        <Heading>{t("confirm-older-title")}</Heading>
        <Content>
          <p className={style({ margin: 0, marginBottom: 12 })}>{t("confirm-older-text", { name, sent: newer })}</p>
          <Checkbox isSelected={isSelected} onChange={onChange}>
            {t("confirm-older")}
          </Checkbox>
        </Content>
      </InlineAlert>
    </div>
  );
}
