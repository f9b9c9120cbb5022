/** Which casing of addresses profiles hold: where others send capitals, our lower case would make second profiles. */
import { Button } from "@react-spectrum/s2/Button";
import { ButtonGroup } from "@react-spectrum/s2/ButtonGroup";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { InlineAlert } from "@react-spectrum/s2/InlineAlert";
import { Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { Opener } from "../../../components/Opener";
import { Trouble } from "../../../components/Trouble";
import { Waiting } from "../../../components/Waiting";
import { useLoaded } from "../../../components/useLoaded";
import type { CasingProbe } from "../../../generated/CasingProbe";
import { useWords } from "../../../i18n";
import { useFormat } from "../../../i18n/format";
import { usePlatform } from "../../../platform";
import type { Checking } from "../flow";

export function Casing({ of }: { of: Checking }) {
  const t = useWords();
  return (
    <Opener label={t("casing-open")} testId="casing-open">
      {(close) => <CasingDialog of={of} onClose={close} />}
    </Opener>
  );
}

function CasingDialog({ of, onClose }: { of: Checking; onClose(): void }) {
  const t = useWords();
  const platform = usePlatform();
  const [probe, again] = useLoaded(of.opened.ticket, () => platform.probeCasing(of.opened.ticket, of.mapping));
  return (
    <Dialog size="M" data-testid="casing">
      <Heading slot="title">{t("casing-title")}</Heading>
      <Content>
        <div className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
          <p className={style({ font: "body", margin: 0 })}>{t("casing-text")}</p>
          <div>
            <div role="status">{probe.is === "coming" && <Waiting words={t("casing-busy")} />}</div>
            {probe.is === "there" && <Answer probe={probe.value} />}
            {probe.is === "failed" && (
              <Trouble failure={probe.failure}>
                <Button size="S" variant="secondary" onPress={again}>
                  {t("try-again")}
                </Button>
              </Trouble>
            )}
          </div>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" onPress={onClose} data-testid="casing-close">
          {t("close")}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

/** The worst that was seen decides what is said first. */
function verdictOf(probe: CasingProbe): { id: string; looks: "notice" | "positive" | "informative" } {
  if (probe.addresses === 0) return { id: "casing-nothing", looks: "informative" };
  if (probe.as_written > 0) return { id: "casing-capitals", looks: "notice" };
  if (probe.both > 0) return { id: "casing-twice", looks: "notice" };
  if (probe.lower_case > 0) return { id: "casing-good", looks: "positive" };
  return { id: "casing-unknown", looks: "informative" };
}

function Answer({ probe }: { probe: CasingProbe }) {
  const t = useWords();
  const format = useFormat();
  const { id, looks } = verdictOf(probe);
  const found: [id: string, count: number][] = [
    ["casing-lower", probe.lower_case],
    ["casing-written", probe.as_written],
    ["casing-both", probe.both],
    ["casing-neither", probe.neither],
  ];
  return (
    <div data-testid="casing-answer" className={style({ display: "flex", flexDirection: "column", gap: 20 })}>
      <InlineAlert variant={looks}>
        <Heading>{t(id)}</Heading>
        <Content>{t(`${id}-text`)}</Content>
      </InlineAlert>
      {probe.addresses > 0 && (
        <section>
          <h3 className={style({ font: "title-sm", margin: 0, marginBottom: 4 })}>{t("casing-found")}</h3>
          <dl className={style({ margin: 0, display: "grid", gridTemplateColumns: ["1fr", "auto"], columnGap: 16, rowGap: 4, font: "ui", color: "neutral" })}>
            {found.map(([name, count]) => (
              <div key={name} className={style({ display: "contents" })}>
                <dt>{t(name)}</dt>
                <dd className={style({ margin: 0, textAlign: "end", fontVariantNumeric: "tabular-nums" })}>{format.count(count)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
