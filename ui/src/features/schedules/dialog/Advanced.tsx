/** Times by a pattern, and the zone that they are meant in. */
import { Checkbox } from "@react-spectrum/s2/Checkbox";
import { ComboBox, ComboBoxItem } from "@react-spectrum/s2/ComboBox";
import { Disclosure, DisclosurePanel, DisclosureTitle } from "@react-spectrum/s2/Disclosure";
import { TextField } from "@react-spectrum/s2/TextField";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useState } from "react";
import type { ScheduleFault } from "../../../generated/ScheduleFault";
import { useWords } from "../../../i18n";
import { wordId } from "../../../i18n/words";
import type { Draft } from "./useDraft";

/** The engine of the page knows the same names as the program, but not its every alias. */
function zonesWith(zone: string): { id: string }[] {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
  return (known.includes(zone) ? known : [zone, ...known]).map((id) => ({ id }));
}

export function Advanced({ draft, fault }: { draft: Draft; fault: ScheduleFault | null }) {
  const t = useWords();
  const { clicks, click, schedule } = draft;
  const { when } = schedule;
  const [zones] = useState(() => zonesWith(when.zone));
  const [wasOpened, setOpen] = useState(clicks.isPattern);
  // What is wrong in here must be seen.
  const isOpen = wasOpened || fault !== null;
  return (
    <Disclosure isQuiet size="S" isExpanded={isOpen} onExpandedChange={setOpen}>
      <DisclosureTitle>{t("edit-advanced")}</DisclosureTitle>
      <DisclosurePanel>
        {/* Hundreds of zones: not before somebody looks. */}
        {isOpen && (
          <div className={style({ display: "flex", flexDirection: "column", gap: 12, alignItems: "start" })}>
            <ComboBox
              label={t("edit-zone")}
              defaultItems={zones}
              defaultSelectedKey={when.zone}
              onSelectionChange={(key) => key !== null && draft.change("zone", { when: { ...when, zone: String(key) } })}
              styles={style({ width: 288 })}
              data-testid="zone"
            >
              {({ id }) => <ComboBoxItem id={id}>{id.replaceAll("_", " ")}</ComboBoxItem>}
            </ComboBox>
            <Checkbox isSelected={clicks.isPattern} onChange={(isPattern) => click({ isPattern })} data-testid="by-pattern">
              {t("edit-by-pattern")}
            </Checkbox>
            {clicks.isPattern && (
              <TextField
                label={t("edit-cron")}
                description={t("edit-cron-text")}
                value={clicks.pattern}
                onChange={(pattern) => click({ pattern })}
                isInvalid={fault !== null}
                errorMessage={fault ? t(wordId("unkept", fault)) : undefined}
                autoComplete="off"
                styles={style({ width: 288 })}
                data-testid="cron"
              />
            )}
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}
