/** What a dialog begins with: the mappings to choose from, and for a new schedule what fits most likely. */
import { useCallback, useState } from "react";
import { PRACTICE } from "../../components/connectionName";
import { useSay } from "../../components/messages/messages";
import type { ConnectionView } from "../../generated/ConnectionView";
import type { Destination } from "../../generated/Destination";
import type { MappingChoice } from "../../generated/MappingChoice";
import type { Schedule } from "../../generated/Schedule";
import { usePlatform, type Platform } from "../../platform";
import { blank } from "./dialog/blank";

export interface Edit {
  /** Without one it is new. */
  id: string | null;
  start: Schedule;
  choices: MappingChoice[];
  tests: boolean;
}

export interface Opening {
  edit: Edit | null;
  /** A new one. */
  create(): void;
  /** One that repeats an upload. */
  repeat(run: string): void;
  open(id: string | null, schedule: Schedule, tests?: boolean): void;
  close(): void;
}

async function usualDestination(platform: Platform, current: ConnectionView | null): Promise<Destination | null> {
  if (!current) return null;
  const { id, sandbox, dataset, dataset_name } = current;
  if (sandbox !== null && dataset !== null) return { connection: id, sandbox, dataset, dataset_name, flow: null };
  if (id !== PRACTICE) return null;
  const { target } = await platform.schema(id);
  return { connection: id, sandbox: target.sandbox, dataset: target.dataset, dataset_name: target.dataset_name, flow: null };
}

async function begin(platform: Platform, current: ConnectionView | null, choices: MappingChoice[]): Promise<Schedule> {
  const [latest] = choices;
  const start = blank();
  // Where it cannot be had, it is chosen by hand.
  const destination = await usualDestination(platform, current).catch(() => null);
  return { ...start, ...(latest ? { mapping: latest.mapping, columns: latest.columns } : {}), destination: destination ?? start.destination };
}

export function useOpening(current: ConnectionView | null): Opening {
  const platform = usePlatform();
  const say = useSay();
  const [edit, setEdit] = useState<Edit | null>(null);
  const prepare = useCallback(
    (id: string | null, tests: boolean, start: (choices: MappingChoice[]) => Promise<Schedule>) => {
      const ready = async () => {
        const choices = await platform.mappingChoices();
        setEdit({ id, start: await start(choices), choices, tests });
      };
      ready().catch(say.failed);
    },
    [platform, say],
  );
  return {
    edit,
    create: useCallback(() => prepare(null, false, (choices) => begin(platform, current, choices)), [prepare, platform, current]),
    repeat: useCallback((run: string) => prepare(null, false, () => platform.scheduleFromRun(run)), [prepare, platform]),
    open: useCallback((id: string | null, schedule: Schedule, tests = false) => prepare(id, tests, () => Promise.resolve(schedule)), [prepare]),
    close: useCallback(() => setEdit(null), []),
  };
}
