/** On what a schedule runs: this computer, or the platform's own engine, for which a dataflow is made before the schedule is kept. */
import { useState } from "react";
import type { FlowEvery } from "../../../generated/FlowEvery";
import type { FlowView } from "../../../generated/FlowView";
import type { Lands } from "../../../generated/Lands";
import type { Schedule } from "../../../generated/Schedule";
import { usePlatform } from "../../../platform";
import type { Keep } from "../useKeep";
import { idOf } from "./useDestinations";

export const LOOKS: FlowEvery[] = [
  { unit: "minutes", count: 15 },
  { unit: "hours", count: 1 },
  { unit: "days", count: 1 },
];

/** What was compared: another file, mapping or place is another comparison. */
export function comparisonOf({ source, mapping, destination }: Schedule, lands: Lands): string {
  return JSON.stringify([source, mapping, destination, lands]);
}

export interface Handover {
  isThere: boolean;
  isChanged: boolean;
  lands: Lands;
  /** Which of `LOOKS`. */
  looks: number;
  /** The comparison whose differences were seen and agreed to, by its key. */
  seen: string | null;
  /** Made while this dialog is open, for the schedule's destination as it was then. */
  made: FlowView | null;
  setThere(isThere: boolean): void;
  setLands(lands: Lands): void;
  setLooks(looks: number): void;
  setSeen(comparison: string | null): void;
  /** Keeps a schedule, and makes its dataflow first where it has none. After a failure the one that was made is gone on with. */
  keep: Keep["keep"];
}

export function useHandover(start: Schedule, { keep, confirm }: Keep, onMade: (flow: FlowView) => void, onAlone: (flow: FlowView) => void): Handover {
  const platform = usePlatform();
  const began = start.destination.flow !== null;
  const [isThere, setThere] = useState(began);
  const [lands, setLands] = useState<Lands>("here");
  const [looks, setLooks] = useState(0);
  const [seen, setSeen] = useState<string | null>(null);
  const [made, setMade] = useState<{ to: string; flow: FlowView } | null>(null);
  const flowOf = async (id: string | null, schedule: Schedule) => {
    const to = idOf(schedule.destination);
    if (made?.to === to) return made.flow;
    const wanted = { name: schedule.name, every: LOOKS[looks] ?? { unit: "minutes", count: 15 }, lands, despite_differences: seen === comparisonOf(schedule, lands) };
    const flow = await confirm(schedule, (confirmed) => platform.createFlow(id, schedule, wanted, confirmed));
    if (flow) {
      setMade({ to, flow });
      onMade(flow);
    }
    return flow;
  };
  return {
    isThere,
    isChanged: isThere !== began,
    lands,
    looks,
    seen,
    made: made?.flow ?? null,
    setThere,
    setLands,
    setLooks,
    setSeen,
    keep: async (id, schedule) => {
      const { destination } = schedule;
      if (!isThere) return keep(id, { ...schedule, destination: { ...destination, flow: null } });
      if (destination.flow !== null) return keep(id, schedule);
      const flow = await flowOf(id, schedule);
      if (!flow) return null;
      if (lands === "elsewhere") {
        onAlone(flow);
        return null;
      }
      return keep(id, { ...schedule, only_changed: false, destination: { ...destination, flow: flow.id } });
    },
  };
}
