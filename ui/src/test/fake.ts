/** A program behind the page that answers from invented data. Tests change single answers. */
import type { DatasetView } from "../generated/DatasetView";
import type { Failure } from "../generated/Failure";
import type { Problem } from "../generated/Problem";
import type { Progress } from "../generated/Progress";
import type { Platform, PlatformEvents } from "../platform";
import { dataPrep, dataPrepTrial, inUse, probe, proposal, today, trial } from "./ahead";
import { access, connections, datasets, draft, sandboxes, schema } from "./connections";
import { checkReport, history, inspected, opened, runReport, target } from "./data";
import { flow, flowPreview, flows } from "./flows";
import { meaning, toldBy, withConsent } from "./people";
import { background, choices, preview, schedule, schedules, slots, tried, view } from "./schedules";

export interface FakePlatform extends Platform {
  emit<E extends keyof PlatformEvents>(event: E, payload: PlatformEvents[E]): void;
}

export function failure(problem: Problem, sent = false): Failure {
  return { problem, detail: "the chain, in English", sent };
}

export function progress(changes: Partial<Progress> = {}): Progress {
  return { run: "01M85XXEZD8X3R9YYT8D2A7GG6", phase: "sending", rows_done: 5_000, rows_total: 12_423, bytes_done: 1_000_000, bytes_total: null, parts_done: 0, parts_total: 2, elapsed_ms: 2_000, cancellable: true, waiting: null, ...changes };
}

/** A connection of the invented ones, for calls that change it. */
function found(id: string) {
  const known = connections.find((connection) => connection.id === id) ?? connections[1];
  return { ...(known as (typeof connections)[number]), id };
}

export function fakePlatform(changes: Partial<Platform> = {}): FakePlatform {
  const heard = new Map<string, Set<(payload: never) => void>>();
  const cell = (column: string, text: string) => ({ column, text });
  return {
    session: () => Promise.resolve({ version: "0.1.0", locale: "en-GB", pending: null, running: null, schedule: null, reset: null }),
    resetSeen: () => Promise.resolve(),
    chooseFile: () => Promise.resolve(opened),
    openSample: () => Promise.resolve(opened),
    inspect: () => Promise.resolve(inspected()),
    preview: (_, mapping) => Promise.resolve(mapping.fields.map(({ field }) => ({ field, samples: [{ before: "x", after: field === "person.birthDate" ? "1991-03-05" : `made of ${field}`, finding: null }] }))),
    saveMapping: (_, mapping) => Promise.resolve({ name: "shop-mapping.json", rows: mapping.fields.length }),
    openMapping: () => Promise.resolve(null),
    saveDataPrep: () => Promise.resolve([{ name: "shop-data-prep.json", rows: dataPrep.rules.length }, dataPrep]),
    tryDataPrep: () => Promise.resolve(dataPrepTrial),
    identityWays: () => Promise.resolve({ namespaces: ["Email", "CustomerId", "ShopifyId"], field: null }),
    answerIdentity: (mapping, column, namespace) => Promise.resolve({ ...mapping, identity: toldBy(column, namespace) }),
    answerEmail: (mapping, column) => Promise.resolve({ ...mapping, policy: { ...mapping.policy, email_column: column } }),
    answerConsent: (mapping, column, reads) => Promise.resolve(withConsent(mapping, column, reads)),
    believeNewAddresses: () => Promise.resolve(),
    consentRows: (_, _mapping, channel, stand) => Promise.resolve([{ row: 7, line: 8, cells: [cell("email", "lotte@example.com"), cell("newsletter", `${channel} ${stand}`)] }]),
    consentMeanings: (cells, reads) => Promise.resolve(cells.map((text) => meaning(text, reads))),
    proposeFields: () => Promise.resolve(proposal),
    createFields: (_, mapping, wanted) => Promise.resolve(inUse(mapping, wanted)),
    tryRecord: (_, _mapping, row) => Promise.resolve({ ...trial, row: row ?? trial.row }),
    probeCasing: () => Promise.resolve(probe),
    batchesToday: () => Promise.resolve(today),
    check: () => Promise.resolve(checkReport()),
    cancelCheck: () => Promise.resolve(),
    showRows: (_, wanted) => Promise.resolve(wanted.map((row) => ({ row, line: row + 1, cells: [cell("email", ""), cell("firstname", "Lotte"), cell("dob", "05-03-1991")] }))),
    recordAsSent: () => Promise.resolve({ person: { name: { firstName: "Noor" } } }),
    saveRejects: () => Promise.resolve({ name: "rejects.csv", rows: 8 }),
    startRun: (_ticket, _mapping, _confirmed, _everything, onProgress) => {
      onProgress(progress());
      return new Promise((done) => setTimeout(() => done(runReport()), 500));
    },
    watchRun: () => Promise.resolve(runReport()),
    cancelRun: () => Promise.resolve(),
    history: () => Promise.resolve(history),
    goOn: () => Promise.resolve(),
    historyRun: (run) => Promise.resolve(history.find((known) => known.run === run) ?? runReport({ run })),
    saveRunRejects: () => Promise.resolve({ name: "rejects.csv", rows: 8 }),
    verifyRun: (run) => Promise.resolve(runReport({ run })),
    openDatasetPage: () => Promise.resolve(),
    showRunRows: (_, wanted) => Promise.resolve(wanted.map((row) => ({ row, line: row + 1, cells: [cell("email", `shopper${row}@example.com`), cell("firstname", "Lotte")] }))),
    runAgain: () => Promise.resolve(opened),
    exportHistory: () => Promise.resolve({ name: "history.json", rows: 3 }),
    connections: () => Promise.resolve(connections),
    currentConnection: () => Promise.resolve("practice"),
    chooseConnection: (id) => Promise.resolve(found(id)),
    keychain: () => Promise.resolve("available"),
    chooseCredentials: () => Promise.resolve(draft),
    makeDraft: (fields) => Promise.resolve({ ...draft, ...fields }),
    tryDraft: () => Promise.resolve(access()),
    keepDraft: (_ticket, name, sessionOnly) => Promise.resolve({ ...found("stage"), id: "new", name, sandbox: null, dataset: null, dataset_name: "", secret: sessionOnly ? "session" : "keychain" }),
    dropDraft: () => Promise.resolve(),
    tryConnection: () => Promise.resolve(access()),
    sendSettings: () => Promise.resolve({ threshold: 5, bytes_per_second: null, look_up_consent: true, older_threshold_name: false, part_bytes: 25_165_824 }),
    setSendSettings: (_, settings) => Promise.resolve(settings),
    renameConnection: (id, name) => Promise.resolve({ ...found(id), name }),
    forgetConnection: () => Promise.resolve(),
    trySecret: () => Promise.resolve(access()),
    cancelTry: () => Promise.resolve(),
    replaceSecret: (id) => Promise.resolve(found(id)),
    sandboxes: () => Promise.resolve(sandboxes),
    datasets: () => Promise.resolve(datasets),
    chooseTarget: (id, sandbox, dataset) => Promise.resolve({ ...found(id), sandbox: sandbox.name, dataset: dataset.id, dataset_name: dataset.name }),
    createTarget: (_id, _sandbox, target, onProgress) => {
      for (const step of ["schema", "union", "dataset"] as const) onProgress({ step, state: "created" });
      return Promise.resolve({ ...(datasets[0] as DatasetView), id: "made", name: target.name });
    },
    enableTarget: (_id, _sandbox, dataset) => Promise.resolve({ ...(datasets.find(({ id }) => id === dataset) as DatasetView), profile: true, keeps_missing: true }),
    schema: () => Promise.resolve(schema()),
    productionConfirmed: () => Promise.resolve(false),
    schedules: () => Promise.resolve({ schedules, paused: null }),
    previewSchedule: () => Promise.resolve(preview()),
    saveSchedule: (id, kept) => Promise.resolve(view({ id: id ?? "new", schedule: kept })),
    switchSchedule: (id, enabled) => Promise.resolve(view({ ...schedules.find((one) => one.id === id), enabled, will: enabled ? view().will : { state: "not", why: { code: "switched_off", params: {} as Record<symbol, never> } } })),
    removeSchedule: () => Promise.resolve(),
    pauseSchedules: (until) => Promise.resolve({ schedules, paused: { until } }),
    resumeSchedules: () => Promise.resolve({ schedules, paused: null }),
    slots: (from, until) => Promise.resolve(slots.filter(({ local }) => local.slice(0, 10) >= from && local.slice(0, 10) <= until)),
    decideSlot: (id) => Promise.resolve(view({ ...schedules.find((one) => one.id === id), will: { state: "running" } })),
    runSchedule: (id) => Promise.resolve(view({ ...schedules.find((one) => one.id === id), will: { state: "running" } })),
    trySchedule: () => Promise.resolve(tried),
    cancelScheduleTry: () => Promise.resolve(),
    chooseScheduleFile: () => Promise.resolve("/home/noor/customers.csv"),
    chooseScheduleFolder: () => Promise.resolve("/home/noor/Exports"),
    scheduleFromRun: () => Promise.resolve(schedule({ name: "Commerce customers", dry_run_first: true })),
    mappingChoices: () => Promise.resolve(choices),
    background: () => Promise.resolve(background),
    setBackground: (starts_with_computer) => Promise.resolve({ ...background, starts_with_computer }),
    setTimer: (timer) => Promise.resolve({ ...background, timer }),
    copyWebhookKey: () => Promise.resolve(),
    flows: () => Promise.resolve(flows),
    flowAdvice: () => Promise.resolve({ hand_over: false, because: ["small"] }),
    previewFlow: () => Promise.resolve(flowPreview()),
    createFlow: (_, { destination }, { name, every, lands }) => Promise.resolve(flow({ id: "made", name, every, lands, target: { ...target, dataset: destination.dataset, dataset_name: destination.dataset_name }, runs: [] })),
    switchFlow: (id, on) => Promise.resolve(flow({ ...flows.find((one) => one.id === id), standing: on ? "on" : "off" })),
    deleteFlow: () => Promise.resolve(),
    about: () => Promise.resolve({ version: "0.1.0", tauri: "2.12.5", webview: "WebKitGTK 2.50.1", system: "Linux, x86_64", data: "/home/noor/.local/share/profile-courier", logs: "/home/noor/.local/state/profile-courier/log" }),
    openManual: () => Promise.resolve(),
    openLicences: () => Promise.resolve(),
    openLogs: () => Promise.resolve(),
    listen(event, payload) {
      const all = heard.get(event) ?? new Set();
      heard.set(event, all.add(payload as (payload: never) => void));
      return () => all.delete(payload as (payload: never) => void);
    },
    emit: (event, payload) => heard.get(event)?.forEach((listener) => listener(payload as never)),
    ...changes,
  };
}
