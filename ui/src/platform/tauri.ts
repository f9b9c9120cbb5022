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
  saveDataPrep: (ticket, mapping) => invoke("data_prep_save", { ticket, mapping }),
  tryDataPrep: (ticket, mapping) => invoke("data_prep_try", { ticket, mapping }),
  proposeFields: (ticket, mapping) => invoke("fields_propose", { ticket, mapping }),
  createFields: (ticket, mapping, proposal) => invoke("fields_create", { ticket, mapping, proposal }),
  tryRecord: (ticket, mapping, row, confirmed) => invoke("record_try", { ticket, mapping, row, confirmed }),
  probeCasing: (ticket, mapping) => invoke("casing_probe", { ticket, mapping }),
  batchesToday: (connection) => invoke("batches_today", { connection }),
  check: (ticket, mapping, onProgress) => invoke("check_start", { ticket, mapping, onProgress: channel(onProgress) }),
  cancelCheck: (ticket) => invoke("check_cancel", { ticket }),
  showRows: (ticket, rows) => invoke("rows_show", { ticket, rows }),
  recordAsSent: (ticket, mapping) => invoke("record_preview", { ticket, mapping }),
  saveRejects: (ticket, mapping, reasons) => invoke("rejects_save", { ticket, mapping, reasons }),
  startRun: (ticket, mapping, confirmed, onProgress) => invoke("run_start", { ticket, mapping, confirmed, onProgress: channel(onProgress) }),
  watchRun: (run, onProgress) => invoke("run_watch", { run, onProgress: channel(onProgress) }),
  cancelRun: (run) => invoke("run_cancel", { run }),
  history: () => invoke("history_list"),
  historyRun: (run) => invoke("history_get", { run }),
  saveRunRejects: (run, reasons) => invoke("run_rejects_save", { run, reasons }),
  verifyRun: (run) => invoke("run_verify", { run }),
  runAgain: (run) => invoke("run_again", { run }),
  exportHistory: () => invoke("history_export"),
  connections: () => invoke("connections_list"),
  currentConnection: () => invoke("connection_current"),
  chooseConnection: (connection) => invoke("connection_use", { connection }),
  keychain: () => invoke("keychain_status"),
  chooseCredentials: () => invoke("credentials_choose"),
  makeDraft: (fields, secret, ticket) => invoke("draft_make", { fields, secret, ticket }),
  tryDraft: (ticket) => invoke("draft_try", { ticket }),
  keepDraft: (ticket, name, sessionOnly) => invoke("draft_keep", { ticket, name, sessionOnly }),
  dropDraft: (ticket) => invoke("draft_drop", { ticket }),
  tryConnection: (connection) => invoke("connection_try", { connection }),
  sendSettings: (connection) => invoke("send_settings_get", { connection }),
  setSendSettings: (connection, settings) => invoke("send_settings_set", { connection, settings }),
  renameConnection: (connection, name) => invoke("connection_rename", { connection, name }),
  forgetConnection: (connection) => invoke("connection_forget", { connection }),
  trySecret: (connection, secret) => invoke("secret_try", { connection, secret }),
  replaceSecret: (connection, secret, sessionOnly) => invoke("secret_replace", { connection, secret, sessionOnly }),
  sandboxes: (connection) => invoke("sandboxes_list", { connection }),
  datasets: (connection, sandbox) => invoke("datasets_list", { connection, sandbox }),
  chooseTarget: (connection, sandbox, dataset) => invoke("target_choose", { connection, sandbox, dataset }),
  createTarget: (connection, sandbox, target, onProgress) => invoke("target_create", { connection, sandbox, target, onProgress: channel(onProgress) }),
  enableTarget: (connection, sandbox, dataset, onProgress) => invoke("target_enable", { connection, sandbox, dataset, onProgress: channel(onProgress) }),
  schema: (connection) => invoke("schema_show", { connection }),
  productionConfirmed: (connection, sandbox) => invoke("production_confirmed", { connection, sandbox }),
  listen(event, heard) {
    const stop = listen<never>(event, ({ payload }) => heard(payload));
    return () => void stop.then((end) => end());
  },
};
