import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { ImportedMapping } from "../../../generated/ImportedMapping";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Platform } from "../../../platform";
import { checkReport, inspected } from "../../../test/data";
import { failure, fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { UploadPage } from "../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function show(changes: Partial<Platform>) {
  const checked: MappingSet[] = [];
  const onOpenRun = vi.fn();
  renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={onOpenRun} onRepeat={() => undefined} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform({
      check: (_, mapping) => {
        checked.push(mapping);
        return Promise.resolve(checkReport());
      },
      ...changes,
    }),
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  const open = async () => {
    await user.click(await button("Mapping"));
    await user.click(await screen.findByRole("menuitem", { name: "Use a mapping from a file…" }));
  };
  return { user, checked, open, onOpenRun };
}

const imported = (changes: Partial<ImportedMapping> = {}): ImportedMapping => ({ mapping: { ...inspected().mapping, name: "From a file" }, used: ["email"], missing: [], added: [], ...changes });

test("a mapping that fits is used at once, and undo brings the former one back", async () => {
  const { user, checked, open } = await show({ openMapping: () => Promise.resolve(imported()) });
  await open();
  await waitFor(() => expect(checked.at(-1)?.name).toBe("From a file"));
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(checked.at(-1)?.name).toBe("Commerce customers"));
});

test("one that fits in part is told as a difference first", async () => {
  const { user, checked, open } = await show({ openMapping: () => Promise.resolve(imported({ missing: ["fax"], added: ["dob"] })) });
  await open();
  const dialog = await screen.findByRole("dialog", { name: "Use this mapping?" });
  expect(within(dialog).getByRole("list", { name: "Missing in this file" }).textContent).toBe("fax");
  expect(await broken(dialog)).toEqual([]);
  expect(checked.at(-1)?.name).toBe("Commerce customers");
  await user.click(within(dialog).getByRole("button", { name: "Use this mapping" }));
  await waitFor(() => expect(checked.at(-1)?.name).toBe("From a file"));
});

test("one that cannot be used says why and changes nothing", async () => {
  const refused = failure({ code: "mapping_unreadable", params: { reason: "unknown field `ignores`" } });
  const { user, checked, open } = await show({ openMapping: () => Promise.reject(refused) });
  await open();
  const dialog = await screen.findByRole("dialog", { name: "This mapping cannot be used" });
  expect(dialog.textContent).toContain("unknown field `ignores`");
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  expect(checked).toHaveLength(1);
});

test("the mapping in use is saved as it is", async () => {
  const saveMapping = vi.fn<Platform["saveMapping"]>(() => Promise.resolve(null));
  const { user } = await show({ saveMapping });
  await user.click(await button("Mapping"));
  await user.click(await screen.findByRole("menuitem", { name: "Save this mapping as a file…" }));
  expect(saveMapping).toHaveBeenCalledWith("t1", inspected().mapping);
});

test("corrected rows name their upload and lead to it", async () => {
  const parent = { run: "01M85XXEZD8X3R9YYT8D2A7GG6", file: "customers.csv", started: "2026-11-23T09:41:00Z" };
  const { user, onOpenRun } = await show({ inspect: () => Promise.resolve({ ...inspected(), corrections: { parent } }) });
  expect(screen.getByText(/^Corrected rows of customers.csv/)).toBeTruthy();
  await user.click(await button("Show that upload"));
  expect(onOpenRun).toHaveBeenCalledWith(parent.run);
});
