/** What a column says about consent: a choice, and what its first cells then mean. */
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Text } from "@react-spectrum/s2";
import AlertTriangle from "@react-spectrum/s2/icons/AlertTriangle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useLoaded } from "../../../../components/useLoaded";
import type { ConsentMeaning } from "../../../../generated/ConsentMeaning";
import type { ConsentReads } from "../../../../generated/ConsentReads";
import { useWords } from "../../../../i18n";
import { wordId } from "../../../../i18n/words";
import { usePlatform } from "../../../../platform";
import { READS, type Says } from "./consent";

interface ReadAsProps {
  label: string;
  says: Says | null;
  /** It can be left out here too. */
  canLeaveOut?: boolean;
  samples: string[];
  autoFocus?: boolean;
  onChoose(says: ConsentReads | "left_out"): void;
}

const list = style({ listStyleType: "none", margin: 0, padding: 0, display: "flex", flexWrap: "wrap", columnGap: 16, rowGap: 4, font: "ui-sm", color: "neutral-subdued" });
const item = style({ display: "flex", alignItems: "center", gap: 4, overflowWrap: "anywhere" });
const LEFT_OUT = "left_out";

export function saysId(says: Says): string {
  return says === LEFT_OUT ? "reads-left-out" : says === "unclear" ? "reads-unclear" : wordId("reads", says);
}

export function ReadAs({ label, says, canLeaveOut = false, samples, autoFocus = false, onChoose }: ReadAsProps) {
  const t = useWords();
  const choices: (ConsentReads | "left_out")[] = canLeaveOut ? [...READS, LEFT_OUT] : READS;
  return (
    <div className={style({ display: "flex", flexDirection: "column", gap: 8, minWidth: 0 })}>
      <Picker
        label={label}
        placeholder={t("parameter-choose")}
        autoFocus={autoFocus}
        items={choices.map((id) => ({ id }))}
        selectedKey={says === "unclear" ? null : says}
        onSelectionChange={(key) => key !== null && onChoose(key as ConsentReads | "left_out")}
        styles={style({ width: 336 })}
      >
        {({ id }: { id: ConsentReads | "left_out" }) => (
          <PickerItem id={id} textValue={t(saysId(id))}>
            <Text slot="label">{t(saysId(id))}</Text>
            <Text slot="description">{t(`${saysId(id)}-text`)}</Text>
          </PickerItem>
        )}
      </Picker>
      <Meanings cells={samples} reads={says === null || says === LEFT_OUT || says === "unclear" ? null : says} />
    </div>
  );
}

/** The cells alone until somebody says how they are read. */
function Meanings({ cells, reads }: { cells: string[]; reads: ConsentReads | null }) {
  const t = useWords();
  const platform = usePlatform();
  const [loaded] = useLoaded(reads === null ? null : JSON.stringify([reads, ...cells]), () => (reads === null ? Promise.resolve<ConsentMeaning[]>([]) : platform.consentMeanings(cells, reads)));
  if (cells.length === 0) return null;
  const meanings = reads !== null && loaded.is === "there" ? loaded.value : [];
  return (
    <ul aria-label={t("consent-cells")} className={list} data-testid="consent-meanings">
      {cells.map((cell, index) => (
        <li key={cell} className={item}>
          {meanings[index] === "unreadable" && <AlertTriangle styles={iconStyle({ size: "XS", color: "notice" })} />}
          {meanings[index] === undefined ? t("consent-cell", { cell }) : t("consent-cell-means", { cell, means: t(wordId("means", meanings[index])) })}
        </li>
      ))}
    </ul>
  );
}
