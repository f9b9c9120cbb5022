import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ChangeCounts } from "../../generated/ChangeCounts";
import type { CheckReport } from "../../generated/CheckReport";
import type { Platform } from "../../platform";
import { checkReport, inspected, runReport } from "../../test/data";
import { fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import { UploadPage } from "./UploadPage";

const change: ChangeCounts = { new: 120, changed: 890, same: 11_412, removed: 3, against: "last" };
const rows = { read: 12_431, send: 1_010, merged: 0, unchanged: 11_412, rejected: 9, skipped: 0 };

async function confirm(report: Partial<CheckReport>, changes: Partial<Platform> = {}) {
  const platform = fakePlatform({ check: () => Promise.resolve({ ...checkReport(), change, rows, ...report }), ...changes });
  const view = renderPage(
    <main>
      <UploadPage destination="practice" isPractice incoming={null} isShown onOpenRun={vi.fn()} onRepeat={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    platform,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Try with sample data" }));
  await user.click(await screen.findByRole("button", { name: "Looks good" }));
  const sentence = await screen.findByTestId("confirm-sentence");
  return { ...view, user, sentence };
}

/** Without the marks that keep numbers apart from words written the other way. */
const plain = (element: HTMLElement) => element.textContent.replace(/[\u2068\u2069]/g, "");

test("who is new, changed and unchanged stands in the sentence, and everything can be sent again", async () => {
  const startRun = vi.fn<Platform["startRun"]>(() => Promise.resolve(runReport()));
  const { container, user, sentence } = await confirm({}, { startRun });
  expect(plain(sentence)).toContain("Send 1,010 of 12,431 customers (120 new, 890 changed) to");
  expect(plain(container)).toContain("11,412 customers are unchanged and stay as they are.");
  expect(plain(screen.getByTestId("change-notes"))).toBe("3 customers of earlier uploads are not in this file. Nothing is removed from Adobe.");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByRole("checkbox", { name: "Send everything again" }));
  expect(plain(sentence)).toContain("Send 12,422 of 12,431 customers to");
  expect(plain(container)).not.toContain("stay as they are");
  await user.click(screen.getByRole("button", { name: "Upload 12,422 customers" }));
  await waitFor(() => expect(startRun).toHaveBeenCalledWith("t1", inspected().mapping, null, { everything: true, older: false }, expect.any(Function)));
});

test("only who is new or changed is sent where nobody says otherwise", async () => {
  const startRun = vi.fn<Platform["startRun"]>(() => Promise.resolve(runReport({ rows, change, platform: { accepted: 1_010, refused: 0 } })));
  const { user } = await confirm({}, { startRun });
  await user.click(screen.getByRole("button", { name: "Upload 1,010 customers" }));
  await waitFor(() => expect(startRun).toHaveBeenCalledWith("t1", inspected().mapping, null, { everything: false, older: false }, expect.any(Function)));
  expect(plain(await screen.findByTestId("result-sum"))).toContain("12,431rows read=1,010sent+11,412unchanged");
});

test("where nobody is new or changed there is nothing to upload until everything is asked for", async () => {
  const { user, sentence } = await confirm({ rows: { ...rows, send: 0, unchanged: 12_422 }, change: { ...change, new: 0, changed: 0, same: 12_422, removed: 0 } });
  expect(plain(sentence)).toBe("Nobody is new or changed since the last upload. There is nothing to send.");
  expect(screen.getByTestId("confirm-upload").hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByRole("checkbox", { name: "Send everything again" }));
  expect(screen.getByTestId("confirm-upload").hasAttribute("disabled")).toBe(false);
});

test("why everyone counts as new is said where it is not the first time", async () => {
  const everyone = { rows: { ...rows, send: 12_422, unchanged: 0 }, change: { ...change, new: 12_422, changed: 0, same: 0, removed: 0, against: "other_mapping" as const } };
  const { sentence } = await confirm(everyone);
  expect(plain(sentence)).toContain("Send 12,422 of 12,431 customers to");
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(plain(screen.getByTestId("change-notes"))).toContain("Nothing was sent with this mapping before");
});

test("an older file over a newer one has to be wanted", async () => {
  const startRun = vi.fn<Platform["startRun"]>(() => Promise.resolve(runReport()));
  const { user } = await confirm({ newer_upload: "friday.csv" }, { startRun });
  expect(screen.getByTestId("confirm-older").textContent).toContain("friday.csv");
  expect(screen.getByTestId("confirm-upload").hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByRole("checkbox", { name: "Upload the older file all the same" }));
  await user.click(screen.getByTestId("confirm-upload"));
  await waitFor(() => expect(startRun).toHaveBeenCalledWith("t1", inspected().mapping, null, { everything: false, older: true }, expect.any(Function)));
});
