/** Choosing where customers go. Its state lives above the dialog, which draws its parts in several places. */
import { useState } from "react";
import { useLoaded, type Loaded } from "../../../components/useLoaded";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { DatasetView } from "../../../generated/DatasetView";
import type { Failure } from "../../../generated/Failure";
import type { SandboxView } from "../../../generated/SandboxView";
import { useWords } from "../../../i18n";
import { asFailure, usePlatform } from "../../../platform";
import { onlyReady } from "./badges";
import { useSetup, type Setup } from "./useSetup";

export type Mode = "pick" | "create" | "enable";

export interface TargetChoice {
  mode: Mode;
  sandboxes: Loaded<SandboxView[]>;
  sandbox: SandboxView | null;
  datasets: Loaded<DatasetView[]>;
  dataset: DatasetView | null;
  /** Of a dataset that is made. */
  name: string;
  byNumber: boolean;
  making: Setup;
  enabling: Setup;
  uses: boolean;
  isSaving: boolean;
  unsaved: Failure | null;
  go(mode: Mode): void;
  pickSandbox(name: string): void;
  pickDataset(id: string): void;
  setName(name: string): void;
  setByNumber(byNumber: boolean): void;
  setUses(uses: boolean): void;
  create(): void;
  enable(): void;
  /** Asks again for what could not be had. */
  again(): void;
  choose(): void;
}

/** The sandbox to begin with: the one in use, the one suggested, else one without live customers. */
export function firstSandbox(all: SandboxView[], wanted: (string | null)[]): SandboxView | null {
  const named = wanted.map((name) => all.find((one) => one.name === name)).find((one) => one !== undefined);
  return named ?? all.find((one) => !one.production) ?? all.find((one) => one.is_default) ?? all[0] ?? null;
}

/** Nothing is asked as long as there is no connection. */
export function useTarget(connection: ConnectionView | null, suggested: string | null, onChosen: (changed: ConnectionView, use: boolean) => void): TargetChoice {
  const t = useWords();
  const platform = usePlatform();
  const id = connection?.id ?? "";
  const [mode, go] = useState<Mode>("pick");
  const [wanted, setWanted] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [name, setName] = useState(() => t("create-name-usual"));
  const [byNumber, setByNumber] = useState(false);
  const [uses, setUses] = useState(true);
  const [saving, setSaving] = useState<"no" | "busy" | Failure>("no");

  const [sandboxes, askSandboxes] = useLoaded(connection && id, () => platform.sandboxes(id));
  const sandbox = sandboxes.is === "there" ? firstSandbox(sandboxes.value, [wanted, connection?.sandbox ?? null, suggested]) : null;
  const [datasets, askDatasets] = useLoaded(sandbox && `${id} ${sandbox.name}`, () => platform.datasets(id, sandbox?.name ?? ""));
  const all = datasets.is === "there" ? datasets.value : [];
  const dataset = all.find((one) => one.id === selected) ?? all.find((one) => one.id === connection?.dataset) ?? onlyReady(all);
  // The list is asked for anew, so that what it says is the platform's own word.
  const made = (view: DatasetView) => {
    setSelected(view.id);
    askDatasets();
    go("pick");
  };
  const making = useSetup(made);
  const enabling = useSetup(made);
  return {
    mode,
    sandboxes,
    sandbox,
    datasets,
    dataset,
    name,
    byNumber,
    making,
    enabling,
    uses,
    isSaving: saving === "busy",
    unsaved: typeof saving === "string" ? null : saving,
    go,
    pickSandbox: (chosen) => (setWanted(chosen), setSelected(null)),
    pickDataset: setSelected,
    setName,
    setByNumber,
    setUses,
    create: () => sandbox && making.begin((onProgress) => platform.createTarget(id, sandbox.name, { name: name.trim(), customer_ids: byNumber }, onProgress)),
    enable: () => sandbox && dataset && enabling.begin((onProgress) => platform.enableTarget(id, sandbox.name, dataset.id, onProgress)),
    again: () => (sandboxes.is === "failed" ? askSandboxes() : askDatasets()),
    choose: () => {
      if (!sandbox || !dataset) return;
      setSaving("busy");
      platform.chooseTarget(id, sandbox, dataset).then(
        (changed) => onChosen(changed, uses),
        (reason: unknown) => setSaving(asFailure(reason)),
      );
    },
  };
}
