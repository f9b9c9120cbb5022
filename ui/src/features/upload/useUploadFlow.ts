/** The upload's state together with the work that it asks of the program. */
import { useCallback, useEffect, useReducer, useRef, type Dispatch } from "react";
import type { Opened } from "../../generated/Opened";
import type { Reading } from "../../generated/Reading";
import { asFailure, usePlatform, usePlatformEvent, type Platform, type SendChoices } from "../../platform";
import { openFile, step, type Checking, type Flow, type Step } from "./flow";
import type { Incoming } from "./incoming";

/** Typing through the fields shall not start a check for each of them. */
const SETTLE_MS = 300;

export interface UploadFlow {
  flow: Flow;
  send: Dispatch<Step>;
  open(opened: Opened): void;
  /** Reads the open file anew. */
  read(of: Checking, reading: Reading): void;
  openSample(): void;
  choose(): void;
  /** `confirmed` is the name that was typed for a production sandbox. */
  start(of: Checking, confirmed: string | null, choices: SendChoices): void;
  cancel(): void;
}

/** `destination` is where uploads go now: another one makes the open file be read anew. */
export function useUploadFlow(incoming: Incoming | null, destination: string | null): UploadFlow {
  const platform = usePlatform();
  const [flow, send] = useReducer(step, { at: "empty" });

  const inspect = useInspect(platform, send);
  const open = useCallback((opened: Opened) => void inspect(opened, {}), [inspect]);
  const read = useCallback((of: Checking, reading: Reading) => void inspect(of.opened, reading), [inspect]);
  const refuse = useCallback((reason: unknown) => send({ do: "refuse", failure: asFailure(reason), opened: null }), []);
  const openSample = useCallback(() => void platform.openSample().then(open, refuse), [platform, open, refuse]);
  const choose = useCallback(() => void platform.chooseFile().then((opened) => opened && open(opened), refuse), [platform, open, refuse]);
  const start = useCallback((of: Checking, confirmed: string | null, choices: SendChoices) => void run(platform, send, of, confirmed, choices), [platform]);
  const cancel = useCallback(() => {
    if (flow.at !== "running" || !flow.run) return;
    send({ do: "cancel run" });
    void platform.cancelRun(flow.run);
  }, [platform, flow]);

  useIncoming(incoming, flow, { open, refuse, watch: (run) => void watch(platform, send, run) });
  useDestination(destination, flow, inspect);
  useChecks(platform, flow, send);
  useLateNews(platform, flow, send);
  return { flow, send, open, read, openSample, choose, start, cancel };
}

type Inspect = (opened: Opened, reading: Reading) => Promise<void>;

/** Only the latest look at a file counts: an earlier one may have been for another destination. */
function useInspect(platform: Platform, send: Dispatch<Step>): Inspect {
  const looks = useRef(0);
  return useCallback(
    async (opened, reading) => {
      const mine = ++looks.current;
      const tell = (next: Step) => mine === looks.current && send(next);
      send({ do: "open", opened });
      try {
        tell({ do: "inspected", opened, inspected: await platform.inspect(opened.ticket, reading) });
      } catch (reason) {
        tell({ do: "refuse", failure: asFailure(reason), opened });
      }
    },
    [platform, send],
  );
}

/** Another destination has other fields and knows other mappings. */
function useDestination(destination: string | null, flow: Flow, inspect: Inspect) {
  const before = useRef(destination);
  const latest = useRef(flow);
  useEffect(() => {
    latest.current = flow;
  });
  useEffect(() => {
    const known = before.current;
    before.current = destination;
    if (known === null || known === destination) return;
    const file = openFile(latest.current);
    if (file) void inspect(file.opened, file.reading);
  }, [destination, inspect]);
}

async function run(platform: Platform, send: Dispatch<Step>, of: Checking, confirmed: string | null, choices: SendChoices) {
  send({ do: "run", name: of.opened.name, target: of.inspected.target, run: null });
  try {
    const report = await platform.startRun(of.opened.ticket, of.mapping, confirmed, choices, (progress) => send({ do: "progress", progress }));
    send({ do: "ended", report });
  } catch (reason) {
    send({ do: "break", failure: asFailure(reason), of });
  }
}

async function watch(platform: Platform, send: Dispatch<Step>, run: string) {
  send({ do: "run", name: "", target: null, run });
  try {
    // A run that has only just begun is not in the history yet; its progress names it all the same.
    platform.historyRun(run).then(
      (report) => send({ do: "run known", report }),
      () => undefined,
    );
    send({ do: "ended", report: await platform.watchRun(run, (progress) => send({ do: "progress", progress })) });
  } catch (reason) {
    send({ do: "break", failure: asFailure(reason), of: null });
  }
}

interface Receivers {
  open(opened: Opened): void;
  refuse(reason: unknown): void;
  watch(run: string): void;
}

/** A file that comes in while an upload runs waits until that is done. */
function useIncoming(incoming: Incoming | null, flow: Flow, receivers: Receivers) {
  const taken = useRef<Incoming | null>(null);
  const latest = useRef(receivers);
  useEffect(() => {
    latest.current = receivers;
  });
  const isBusy = flow.at === "running";
  useEffect(() => {
    if (!incoming || incoming === taken.current || isBusy) return;
    taken.current = incoming;
    if (incoming.kind === "file") latest.current.open(incoming.opened);
    else if (incoming.kind === "failure") latest.current.refuse(incoming.failure);
    else latest.current.watch(incoming.run);
  }, [incoming, isBusy]);
}

/** Checks the file anew whenever its mapping changed, and shows what becomes of a few cells. */
function useChecks(platform: Platform, flow: Flow, send: Dispatch<Step>) {
  const checking = flow.at === "check" ? flow : null;
  const ticket = checking?.opened.ticket;
  const mapping = checking?.mapping;
  const round = checking?.round ?? 0;
  const isBusy = checking?.check.is === "busy";
  useEffect(() => {
    if (!ticket || !mapping || !isBusy) return undefined;
    const timer = setTimeout(
      () => {
        platform
          .check(ticket, mapping, (progress) => send({ do: "check progress", round, progress }))
          .then(
            (report) => send({ do: "check ended", round, check: { is: "done", report } }),
            (reason: unknown) => {
              const failure = asFailure(reason);
              const check = failure.problem.code === "cancelled" ? ({ is: "stopped" } as const) : ({ is: "failed", failure } as const);
              send({ do: "check ended", round, check });
            },
          );
      },
      round === 1 ? 0 : SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [platform, send, ticket, mapping, round, isBusy]);
  useEffect(() => {
    if (!ticket || !mapping) return;
    // Without examples the table is poorer, not wrong: the check says what fails.
    platform.preview(ticket, mapping).then(
      (preview) => send({ do: "preview", mapping, preview }),
      () => undefined,
    );
  }, [platform, send, ticket, mapping]);
}

/** Profiles become visible after the run: the result fills in by itself. */
function useLateNews(platform: Platform, flow: Flow, send: Dispatch<Step>) {
  usePlatformEvent("history_changed", () => {
    if (flow.at !== "result") return;
    platform.historyRun(flow.report.run).then(
      (report) => send({ do: "ended", report }),
      () => undefined,
    );
  });
}
