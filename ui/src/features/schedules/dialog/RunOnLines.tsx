/** On what it runs. For the platform's own engine: what differs there, who lands files, and when it looks for them. */
import { Picker, PickerItem } from "@react-spectrum/s2/Picker";
import { Radio, RadioGroup } from "@react-spectrum/s2/RadioGroup";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useLoaded } from "../../../components/useLoaded";
import type { Lands } from "../../../generated/Lands";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import { usePlatform } from "../../../platform";
import { isNowhere } from "./blank";
import { Compare } from "./Compare";
import { Line } from "./Line";
import type { Draft } from "./useDraft";
import { LOOKS, type Handover } from "./useHandover";

const LANDS: Lands[] = ["here", "elsewhere"];
const list = style({ margin: 0, paddingStart: 20, font: "ui", color: "neutral-subdued", display: "flex", flexDirection: "column", gap: 4 });

interface RunOnLinesProps {
  id: string | null;
  draft: Draft;
  handover: Handover;
  /** The dataflow that the schedule has already, by its name. */
  flow: string | null;
}

export function RunOnLines({ id, draft, handover, flow }: RunOnLinesProps) {
  const t = useWords();
  const platform = usePlatform();
  const { schedule } = draft;
  const { destination, source, mapping } = schedule;
  const [advice] = useLoaded(isNowhere(destination) ? null : JSON.stringify([destination, source, mapping.reading]), () => platform.flowAdvice(id, schedule));
  const because = advice.is === "there" ? advice.value.because : [];
  const cannot = because.includes("identity_map");
  const [why] = cannot ? (["identity_map"] as const) : because;
  return (
    <>
      <Line word={t("edit-run-on")} hint={why && <span data-testid="advice">{t(wordId("advice", why))}</span>}>
        <RadioGroup aria-label={t("edit-run-on")} orientation="horizontal" value={handover.isThere ? "there" : "here"} onChange={(on) => handover.setThere(on === "there")} data-testid="run-on">
          <Radio value="here">{t("edit-run-here")}</Radio>
          <Radio value="there" isDisabled={cannot && !handover.isThere} data-testid="run-there">
            {t("edit-run-there")}
          </Radio>
        </RadioGroup>
      </Line>
      {handover.isThere && (
        <Line word="">
          <ul className={list} data-testid="run-there-differs">
            {(["all", `rules-${handover.lands}`, "days"] as const).map((what) => (
              <li key={what}>{t(`run-there-${what}`)}</li>
            ))}
          </ul>
        </Line>
      )}
      {handover.isThere && destination.flow !== null && (
        <Line word={t("edit-flow")}>
          <span>{flow ?? t("edit-flow-gone")}</span>
        </Line>
      )}
      {handover.isThere && destination.flow === null && <NewFlow id={id} draft={draft} handover={handover} />}
    </>
  );
}

function NewFlow({ id, draft, handover }: Omit<RunOnLinesProps, "flow">) {
  const t = useWords();
  const isElsewhere = handover.lands === "elsewhere";
  return (
    <>
      <Line word={t("edit-lands")} hint={isElsewhere ? t("edit-lands-text") : undefined}>
        <Picker aria-label={t("edit-lands-label")} value={handover.lands} onChange={(key) => handover.setLands(key as Lands)} styles={style({ width: 288 })} data-testid="lands">
          {LANDS.map((one) => (
            <PickerItem key={one} id={one}>
              {t(wordId("lands", one))}
            </PickerItem>
          ))}
        </Picker>
      </Line>
      <Line word={t("edit-looks")}>
        <Picker aria-label={t("edit-looks-label")} value={handover.looks} onChange={(key) => handover.setLooks(Number(key))} styles={style({ width: 288 })} data-testid="looks">
          {LOOKS.map((every, index) => (
            <PickerItem key={every.unit} id={index}>
              {t(`flow-every-${every.unit}`, "count" in every ? { count: every.count } : {})}
            </PickerItem>
          ))}
        </Picker>
      </Line>
      <Compare id={id} schedule={draft.schedule} handover={handover} />
    </>
  );
}
