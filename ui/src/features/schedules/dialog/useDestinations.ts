/** Datasets that a schedule can send to: the one of each connection, and the one that it is pinned to already. */
import { PRACTICE, useConnectionName } from "../../../components/connectionName";
import { useLoaded } from "../../../components/useLoaded";
import type { ConnectionView } from "../../../generated/ConnectionView";
import type { Destination } from "../../../generated/Destination";
import type { Place } from "../../../generated/Place";
import { usePlatform } from "../../../platform";
import { isNowhere } from "./blank";

export interface Choice {
  id: string;
  destination: Destination;
  /** The connection's name. */
  through: string;
  place: Place;
}

export function idOf({ connection, sandbox, dataset }: Destination): string {
  return `${connection} ${sandbox} ${dataset}`;
}

function ofConnection({ id, sandbox, dataset, dataset_name }: ConnectionView): Destination | null {
  return sandbox !== null && dataset !== null ? { connection: id, sandbox, dataset, dataset_name, flow: null } : null;
}

export function useDestinations(connections: ConnectionView[], pinned: Destination, place: Place | null): Choice[] {
  const platform = usePlatform();
  const nameOf = useConnectionName();
  // The practice platform's own dataset is known by its schema.
  const [practice] = useLoaded("practice", async () => (await platform.schema(PRACTICE)).target);
  const found = connections.flatMap((connection): Choice[] => {
    const target = connection.id === PRACTICE && practice.is === "there" ? practice.value : null;
    const destination = target ? { connection: PRACTICE, sandbox: target.sandbox, dataset: target.dataset, dataset_name: target.dataset_name, flow: null } : ofConnection(connection);
    return destination ? [{ id: idOf(destination), destination, through: nameOf(connection), place: connection.place }] : [];
  });
  if (isNowhere(pinned)) return found;
  // Back to it, its dataflow takes the files again.
  if (found.some(({ id }) => id === idOf(pinned))) return found.map((choice) => (choice.id === idOf(pinned) ? { ...choice, destination: pinned } : choice));
  const connection = connections.find(({ id }) => id === pinned.connection);
  return connection ? [{ id: idOf(pinned), destination: pinned, through: nameOf(connection), place: place ?? connection.place }, ...found] : found;
}
