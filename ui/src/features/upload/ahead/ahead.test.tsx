import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { CasingProbe } from "../../../generated/CasingProbe";
import type { Place } from "../../../generated/Place";
import type { Platform } from "../../../platform";
import { probe, today, trial } from "../../../test/ahead";
import { inspected, target } from "../../../test/data";
import { failure, fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { UploadPage } from "../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function show(changes: Partial<Platform> = {}, place: Place = "practice") {
  const { container } = renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={vi.fn()} onRepeat={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform({ inspect: () => Promise.resolve({ ...inspected(), target: { ...target, sandbox: "prod", place } }), ...changes }),
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await user.click(await button("Looks good"));
  await screen.findByRole("heading", { name: "Ready to send" });
  const open = async (opener: string, title: string) => {
    await user.click(await button(opener));
    return screen.findByRole("dialog", { name: title });
  };
  return { user, container, tryOne: () => open("Try one customer…", "Try one customer"), casing: () => open("How are e-mails written in Adobe?", "How are e-mail addresses written in Adobe?") };
}

test("one customer is sent, the first by itself or another row, and the focus goes back", async () => {
  const tryRecord = vi.fn<Platform["tryRecord"]>((_, _mapping, row) => Promise.resolve({ ...trial, row: row ?? 1 }));
  const { user, tryOne } = await show({ tryRecord });
  const dialog = await tryOne();
  expect(dialog.textContent).toContain("is really sent to the practice platform on this computer");
  await user.click(within(dialog).getByRole("button", { name: "Try" }));
  await within(dialog).findByText("The practice platform took this customer");
  await user.click(within(dialog).getByRole("radio", { name: "Another row of the file" }));
  const row = within(dialog).getByRole("textbox", { name: "Row" });
  await user.clear(row);
  await user.type(row, "214{Tab}");
  await user.click(within(dialog).getByRole("button", { name: "Try" }));
  await within(dialog).findByText(/Row 214/);
  expect(tryRecord.mock.calls.map((call) => call.slice(2))).toEqual([[null, null], [214, null]]);
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Try one customer…"));
});

test("a refusal names the column and the reason, and quotes Adobe", async () => {
  const violations = [{ column: "gender", field: "person.gender", code: "enum", message: "#/person/gender: is not a valid enum value" }];
  const { user, tryOne } = await show({ tryRecord: () => Promise.resolve({ ...trial, outcome: "violations", violations }) }, "development");
  const dialog = await tryOne();
  await user.click(within(dialog).getByRole("button", { name: "Try" }));
  await within(dialog).findByText("Adobe refuses this customer");
  const answer = within(dialog).getByTestId("try-answer");
  expect(answer.textContent).toContain("gender: Not one of the values that the field accepts");
  expect(answer.querySelector("blockquote")?.textContent).toBe("#/person/gender: is not a valid enum value");
  expect(answer.textContent).toContain("Nothing was stored");
});

test("where nobody judges single customers, it says that nothing was stored", async () => {
  const { user, tryOne } = await show({ tryRecord: () => Promise.resolve({ ...trial, outcome: "not_offered" }) });
  const dialog = await tryOne();
  await user.click(within(dialog).getByRole("button", { name: "Try" }));
  expect((await within(dialog).findByText(/judges no single customers/)).textContent).toContain("nothing was stored");
});

test("a production sandbox says so before, and wants its name the first time", async () => {
  const tryRecord = vi.fn<Platform["tryRecord"]>(() => Promise.resolve(trial));
  const { user, tryOne } = await show({ tryRecord }, "production");
  const dialog = await tryOne();
  expect(await within(dialog).findByText("Live customers are in this sandbox")).toBeTruthy();
  const name = await within(dialog).findByRole("textbox", { name: "Type prod to go on" });
  const go = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Try" });
  expect(go.disabled).toBe(true);
  await user.type(name, "prod");
  await user.click(go);
  await waitFor(() => expect(tryRecord).toHaveBeenCalledWith("t1", expect.anything(), null, "prod"));
});

test("a trial that broke off says whether the customer may have arrived", async () => {
  const { user, tryOne } = await show({ tryRecord: () => Promise.reject(failure({ code: "platform_unreachable", params: { cause: "no_answer" } }, true)) });
  const dialog = await tryOne();
  await user.click(within(dialog).getByRole("button", { name: "Try" }));
  expect((await within(dialog).findByTestId("trouble")).textContent).toContain("may have arrived");
});

const counts = (changes: Partial<CasingProbe>): CasingProbe => ({ ...probe, addresses: 4, lower_case: 0, as_written: 0, both: 0, neither: 0, ...changes });

test.each([
  [counts({ as_written: 1, both: 1, lower_case: 2 }), "Profiles have some of these customers with capitals"],
  [counts({ both: 1, lower_case: 3 }), "Some of these customers are in profiles twice"],
  [counts({ lower_case: 3, neither: 1 }), "Profiles have these customers in lower case"],
  [counts({ neither: 4 }), "None of these customers is known yet"],
  [counts({ addresses: 0 }), "There was nothing to look up"],
])("what was found about casing %#", async (found, said) => {
  const { casing } = await show({ probeCasing: () => Promise.resolve(found) });
  const dialog = await casing();
  expect(await within(dialog).findByText(said)).toBeTruthy();
  expect(await broken(dialog)).toEqual([]);
});

test("profiles are asked anew each time", async () => {
  const answers = [counts({ neither: 4 }), counts({ lower_case: 4 })];
  const { user, casing } = await show({ probeCasing: () => Promise.resolve(answers.shift() ?? probe) });
  await user.click(within(await casing()).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(await within(await casing()).findByText("Profiles have these customers in lower case")).toBeTruthy();
});

test("the day's uploads are counted, and said aloud where they are many", async () => {
  const first = await show();
  expect(await screen.findByText("3 uploads to this sandbox; Adobe advises at most 90")).toBeTruthy();
  expect(screen.getByTestId("batches-much").textContent).toBe("");
  expect(await broken(first.container)).toEqual([]);
});

test.each([
  [{ batches: 72 }, "Nearly as many uploads today as Adobe advises"],
  [{ batches: 90 }, "As many uploads today as Adobe advises, or more"],
  [{ batches: 5, more: true }, "As many uploads today as Adobe advises, or more"],
])("many uploads %#", async (many, said) => {
  await show({ batchesToday: () => Promise.resolve({ ...today, ...many }) });
  await waitFor(() => expect(screen.getByTestId("batches-much").textContent).toContain(said));
});

test("where the uploads cannot be counted, nothing is said and the upload is there", async () => {
  await show({ batchesToday: () => Promise.reject(failure({ code: "not_permitted", params: { sandbox: "prod" } })) });
  expect(await button("Upload 12,423 customers")).toBeTruthy();
  expect(screen.queryByTestId("batches-today")).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
});
