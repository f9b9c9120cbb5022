/** What Adobe's own mapper makes of the first customers of the file, beside ours: seen before anything is made there. */
import { Button } from "@react-spectrum/s2/Button";
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import CheckmarkCircle from "@react-spectrum/s2/icons/CheckmarkCircle";
import { iconStyle, style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Agreement, differs } from "../../../components/Agreement";
import { PrepNotes } from "../../../components/PrepNotes";
import { Trouble } from "../../../components/Trouble";
import { useLoaded } from "../../../components/useLoaded";
import { Waiting } from "../../../components/Waiting";
import type { FlowPreview } from "../../../generated/FlowPreview";
import type { Schedule } from "../../../generated/Schedule";
import { useWords } from "../../../i18n";
import { useFieldNames } from "../../../i18n/field";
import { usePlatform } from "../../../platform";
import { isNoMapping, isNowhere } from "./blank";
import { Line } from "./Line";
import { comparisonOf, type Handover } from "./useHandover";

interface CompareProps {
  id: string | null;
  schedule: Schedule;
  handover: Handover;
}

export function Compare({ id, schedule, handover }: CompareProps) {
  const t = useWords();
  const platform = usePlatform();
  const isReady = !isNowhere(schedule.destination) && !isNoMapping(schedule.mapping);
  const key = comparisonOf(schedule, handover.lands);
  const [preview, again] = useLoaded(isReady ? key : null, () => platform.previewFlow(id, schedule, handover.lands));
  return (
    <Line word={t("edit-compared")}>
      <div aria-live="polite" data-testid="compare" data-is={preview.is} className={style({ display: "flex", flexDirection: "column", gap: 8, alignItems: "start", width: "full" })}>
        {!isReady && <span className={style({ color: "neutral-subdued" })}>{t("compare-not-yet")}</span>}
        {isReady && preview.is === "coming" && <Waiting words={t("prep-check-busy")} />}
        {preview.is === "failed" && (
          <Trouble failure={preview.failure}>
            <Button size="S" variant="secondary" onPress={again}>
              {t("compare-again")}
            </Button>
          </Trouble>
        )}
        {preview.is === "there" && <Found preview={preview.value} isSeen={handover.seen === key} onSeen={(isSeen) => handover.setSeen(isSeen ? key : null)} />}
      </div>
    </Line>
  );
}

function Found({ preview, isSeen, onSeen }: { preview: FlowPreview; isSeen: boolean; onSeen(isSeen: boolean): void }) {
  const t = useWords();
  const names = useFieldNames([]);
  const { fields, shoppers, left_out } = preview;
  const differing = fields.filter((field) => differs(field, shoppers));
  const isSame = differing.length + left_out.length === 0;
  return (
    <>
      <span className={style({ display: "flex", alignItems: "center", gap: 8 })} data-testid="compare-verdict">
        {isSame && <CheckmarkCircle styles={iconStyle({ size: "S", color: "positive" })} />}
        <span>{t("compare-same", { same: fields.length - differing.length, fields: fields.length, count: shoppers })}</span>
      </span>
      {differing.length > 0 && <Agreement fields={differing} shoppers={shoppers} names={names} />}
      {left_out.length > 0 && <PrepNotes of={{ left_out, differs: [] }} names={names} />}
      {!isSame && (
        <Checkbox isSelected={isSeen} onChange={onSeen} data-testid="compare-seen">
          {t("compare-seen")}
        </Checkbox>
      )}
    </>
  );
}
