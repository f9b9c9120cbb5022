/** The desktop program behind the page. The only file that names Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Progress } from "../generated/Progress";
import type { Platform } from "./platform";

function channel(onProgress: (p: Progress) => void): Channel<Progress> {
  const made = new Channel<Progress>();
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
  startRun: (ticket, mapping, onProgress) => invoke("run_start", { ticket, mapping, onProgress: channel(onProgress) }),
  watchRun: (run, onProgress) => invoke("run_watch", { run, onProgress: channel(onProgress) }),
  cancelRun: (run) => invoke("run_cancel", { run }),
  history: () => invoke("history_list"),
  historyRun: (run) => invoke("history_get", { run }),
  saveRunRejects: (run, reasons) => invoke("run_rejects_save", { run, reasons }),
  runAgain: (run) => invoke("run_again", { run }),
  exportHistory: () => invoke("history_export"),
  listen(event, heard) {
    const stop = listen<never>(event, ({ payload }) => heard(payload));
    return () => void stop.then((end) => end());
  },
};
