/** The desktop program behind the page. The only file that names Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Platform } from "./platform";

function channel<P>(onProgress: (p: P) => void): Channel<P> {
  const made = new Channel<P>();
  made.onmessage = onProgress;
  return made;
}

export const desktop: Platform = {
  session: () => invoke("session_start"),
  chooseFile: () => invoke("file_choose"),
  openSample: () => invoke("sample_open"),
  inspect: (ticket, reading) => invoke("file_inspect", { ticket, reading }),
  preview: (ticket, mapping) => invoke("mapping_preview", { ticket, mapping }),
  saveMapping: (ticket, mapping) => invoke("mapping_save", { ticket, mapping }),
  openMapping: (ticket) => invoke("mapping_open", { ticket }),
  check: (ticket, mapping, onProgress) => invoke("check_start", { ticket, mapping, onProgress: channel(onProgress) }),
  cancelCheck: (ticket) => invoke("check_cancel", { ticket }),
  showRows: (ticket, rows) => invoke("rows_show", { ticket, rows }),
  recordAsSent: (ticket, mapping) => invoke("record_preview", { ticket, mapping }),
  saveRejects: (ticket, mapping, reasons) => invoke("rejects_save", { ticket, mapping, reasons }),
  startRun: (ticket, mapping, confirmed, everything, onProgress) => invoke("run_start", { ticket, mapping, confirmed, everything, onProgress: channel(onProgress) }),
  watchRun: (run, onProgress) => invoke("run_watch", { run, onProgress: channel(onProgress) }),
  cancelRun: (run) => invoke("run_cancel", { run }),
  history: () => invoke("history_list"),
  historyRun: (run) => invoke("history_get", { run }),
  saveRunRejects: (run, reasons) => invoke("run_rejects_save", { run, reasons }),
  verifyRun: (run) => invoke("run_verify", { run }),
  openDatasetPage: (run) => invoke("dataset_page_open", { run }),
  showRunRows: (run, rows) => invoke("run_rows_show", { run, rows }),
  runAgain: (run) => invoke("run_again", { run }),
  exportHistory: () => invoke("history_export"),
  connections: () => invoke("connections_list"),
  currentConnection: () => invoke("connection_current"),
  chooseConnection: (connection) => invoke("connection_use", { connection }),
  keychain: () => invoke("keychain_status"),
  chooseCredentials: () => invoke("credentials_choose"),
  makeDraft: (fields, secret, ticket) => invoke("draft_make", { fields, secret, ticket }),
  tryDraft: (ticket, onProgress) => invoke("draft_try", { ticket, onProgress: channel(onProgress) }),
  keepDraft: (ticket, name, sessionOnly) => invoke("draft_keep", { ticket, name, sessionOnly }),
  dropDraft: (ticket) => invoke("draft_drop", { ticket }),
  tryConnection: (connection, onProgress) => invoke("connection_try", { connection, onProgress: channel(onProgress) }),
  sendSettings: (connection) => invoke("send_settings_get", { connection }),
  setSendSettings: (connection, settings) => invoke("send_settings_set", { connection, settings }),
  renameConnection: (connection, name) => invoke("connection_rename", { connection, name }),
  forgetConnection: (connection) => invoke("connection_forget", { connection }),
  trySecret: (connection, secret, onProgress) => invoke("secret_try", { connection, secret, onProgress: channel(onProgress) }),
  cancelTry: (of) => invoke("try_cancel", { of }),
  replaceSecret: (connection, secret, sessionOnly) => invoke("secret_replace", { connection, secret, sessionOnly }),
  sandboxes: (connection) => invoke("sandboxes_list", { connection }),
  datasets: (connection, sandbox) => invoke("datasets_list", { connection, sandbox }),
  chooseTarget: (connection, sandbox, dataset) => invoke("target_choose", { connection, sandbox, dataset }),
  createTarget: (connection, sandbox, target, onProgress) => invoke("target_create", { connection, sandbox, target, onProgress: channel(onProgress) }),
  enableTarget: (connection, sandbox, dataset, onProgress) => invoke("target_enable", { connection, sandbox, dataset, onProgress: channel(onProgress) }),
  schema: (connection) => invoke("schema_show", { connection }),
  productionConfirmed: (connection, sandbox) => invoke("production_confirmed", { connection, sandbox }),
  schedules: () => invoke("schedules_list"),
  previewSchedule: (id, schedule) => invoke("schedule_preview", { id, schedule }),
  saveSchedule: (id, schedule, confirmed) => invoke("schedule_save", { id, schedule, confirmed }),
  switchSchedule: (id, enabled) => invoke("schedule_switch", { id, enabled }),
  removeSchedule: (id) => invoke("schedule_remove", { id }),
  pauseSchedules: (until) => invoke("schedules_pause", { until }),
  resumeSchedules: () => invoke("schedules_resume"),
  slots: (from, until) => invoke("slots_list", { from, until }),
  decideSlot: (schedule, local, decision) => invoke("slot_decide", { schedule, local, decision }),
  runSchedule: (id) => invoke("schedule_run", { id }),
  trySchedule: (id, schedule, onProgress) => invoke("schedule_try", { id, schedule, onProgress: channel(onProgress) }),
  cancelScheduleTry: () => invoke("schedule_try_cancel"),
  chooseScheduleFile: () => invoke("schedule_file_choose"),
  chooseScheduleFolder: () => invoke("schedule_folder_choose"),
  scheduleFromRun: (run) => invoke("schedule_from_run", { run }),
  mappingChoices: () => invoke("schedule_mappings"),
  background: () => invoke("background_get"),
  setBackground: (startsWithComputer) => invoke("background_set", { startsWithComputer }),
  setTimer: (on) => invoke("timer_set", { on }),
  copyWebhookKey: (id) => invoke("webhook_key_copy", { id }),
  listen(event, heard) {
    const stop = listen<never>(event, ({ payload }) => heard(payload));
    return () => void stop.then((end) => end());
  },
};
