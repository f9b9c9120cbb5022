import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Inspected } from "../../../../generated/Inspected";
import type { MappingSet } from "../../../../generated/MappingSet";
import type { Question } from "../../../../generated/Question";
import type { Platform } from "../../../../platform";
import { checkReport } from "../../../../test/data";
import { failure, fakePlatform } from "../../../../test/fake";
import { grid, newsletter, newsletterReport } from "../../../../test/people";
import { broken, renderPage } from "../../../../test/render";
import { UploadPage } from "../../UploadPage";
// Pages come when they are needed: here they are there at once.
import "../../Confirm";
import "../Check";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

/** The check page of a file, and the mappings that it was checked under. */
async function show(inspected: Inspected, changes: Partial<Platform> = {}, locale?: string) {
  const checked: MappingSet[] = [];
  const usual: Platform["check"] = (_, mapping) => Promise.resolve(newsletterReport(mapping));
  const { check = usual, ...rest } = changes;
  const platform = fakePlatform({
    inspect: () => Promise.resolve(inspected),
    check: (ticket, mapping, onProgress) => {
      checked.push(mapping);
      return check(ticket, mapping, onProgress);
    },
    ...rest,
  });
  const view = renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onOpenRun={() => undefined} onRepeat={() => undefined} onGoToConnections={vi.fn()} />
    </main>,
    platform,
    locale,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByTestId("try-sample"));
  await screen.findByTestId("identity-line");
  await waitFor(() => expect(screen.getByTestId("check-continue").getAttribute("data-duty")).not.toBe("wait"));
  return { ...view, user, checked, platform };
}

/** The report that a real check would give of this mapping. */
const gridReport = (mapping: MappingSet) => {
  const { primary, others } = mapping.identity;
  const identities = [primary, ...others].map(({ namespace, column }, index) => ({ namespace, column: column ?? "email", field: null, primary: index === 0, count: 12_423 }));
  return { ...checkReport(), mapping, columns: [], identities };
};

test("what tells customers apart is a line, a choice with its consequence, and part of the sentence that is confirmed", async () => {
  const people: Platform["showRows"] = (_, rows) => Promise.resolve(rows.map((row) => ({ row, line: row + 1, cells: [{ column: "ID", text: String(row) }, { column: "email", text: `shopper${row}@example.com` }] })));
  const { user, checked, container } = await show(grid(), { showRows: people, check: (_, mapping) => Promise.resolve(gridReport(mapping)) });
  const line = screen.getByTestId("identity-line");
  expect(line.textContent).toContain("Customers are told apart by the number in “ID”, as CustomerId and their e-mail address");
  expect(screen.getByTestId("check-continue").getAttribute("aria-describedby")).toBe(line.querySelector("[id]")?.id);
  expect(within(screen.getByTestId("mapping")).getByRole("row", { name: /ID.*Identity · CustomerId/ })).toBeTruthy();
  line.focus();
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "What tells your customers apart?" });
  const commerce = await within(dialog).findByRole("radio", { name: /Their customer number in Commerce/ });
  expect((commerce as HTMLInputElement).checked).toBe(true);
  expect(dialog.textContent).toContain("Adobe cannot take two people apart once they were joined");
  expect(await within(within(dialog).getByTestId("identity-email")).findAllByRole("listitem")).toHaveLength(3);
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("radio", { name: /e-mail address alone/ }));
  expect(dialog.textContent).not.toContain("Adobe cannot take two people apart");
  await user.click(within(dialog).getByTestId("identity-apply"));
  await waitFor(() => expect(checked.at(-1)?.identity).toEqual({ primary: { namespace: "Email", field: "personalEmail.address" }, others: [] }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("identity-line")));
  expect(screen.getByTestId("identity-line").textContent).toContain("Customers are told apart by their e-mail address");
  await user.click(await button("Looks good"));
  const sentence = await screen.findByTestId("confirm-sentence");
  expect(sentence.textContent).toContain("Customers are told apart by their e-mail address.");
  expect(screen.getByTestId("confirm-upload").getAttribute("aria-describedby")).toBe(sentence.id);
  expect(await broken(container)).toEqual([]);
});

test("numbers of another system need their column and their system, and no file but Commerce's own offers Commerce", async () => {
  const answerIdentity = vi.fn<Platform["answerIdentity"]>((mapping) => Promise.resolve(mapping));
  const { user } = await show(newsletter(), { answerIdentity });
  await user.click(screen.getByTestId("identity-line"));
  const dialog = await screen.findByRole("dialog");
  await user.click(await within(dialog).findByRole("radio", { name: /another system/ }));
  expect(within(dialog).queryByRole("radio", { name: /Commerce/ })).toBeNull();
  expect(within(dialog).getByTestId("identity-apply").hasAttribute("disabled")).toBe(true);
  await user.click(within(dialog).getByRole("button", { name: /Column/ }));
  await user.click(await screen.findByRole("option", { name: /store_id/ }));
  await user.click(within(dialog).getByRole("combobox", { name: /System/ }));
  await user.keyboard("Shop{ArrowDown}{Enter}");
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByTestId("identity-apply"));
  await waitFor(() => expect(answerIdentity).toHaveBeenCalledWith(expect.anything(), "store_id", "ShopifyId"));
});

test("an answer that cannot be taken stays in its dialog and says why", async () => {
  const { user, checked } = await show(grid(), { check: (_, mapping) => Promise.resolve(gridReport(mapping)), answerIdentity: () => Promise.reject(failure({ code: "namespace_unknown", params: { namespace: "ShopifyId" } })) });
  const before = checked.length;
  await user.click(screen.getByTestId("identity-line"));
  await user.click(await screen.findByRole("radio", { name: /e-mail address alone/ }));
  await user.click(screen.getByTestId("identity-apply"));
  expect(await screen.findByText(/no identity namespace “ShopifyId”/)).toBeTruthy();
  expect(screen.getByRole("dialog")).toBeTruthy();
  expect(checked.length).toBe(before);
});

test("consent is one sentence with the rows behind each number, and what each column says", async () => {
  const consentRows = vi.fn<Platform["consentRows"]>(() => Promise.resolve([{ row: 41, line: 42, cells: [{ column: "firstname", text: "Bas" }, { column: "opt_in", text: "no" }, { column: "email", text: "bas@example.com" }] }]));
  const { user, container } = await show(newsletter(), { consentRows });
  const line = screen.getByTestId("consent-line");
  expect(line.textContent).toContain("3,120 allow e-mail, 411 object, 87 unsaid");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByTestId("consent-object"));
  const dialog = await screen.findByRole("dialog", { name: "411 customers object to e-mail" });
  await within(dialog).findByRole("row", { name: /41.*Bas/ });
  expect(consentRows).toHaveBeenCalledWith("t1", expect.anything(), "email", "object");
  expect(within(dialog).getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["Row", "email", "opt_in", "firstname"]);
  expect(await broken(dialog)).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  // One layer: the file is still there, and the focus where it came from.
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("consent-object")));
});

test("what a column says about consent is changed with what its cells then mean", async () => {
  const { user, checked } = await show(newsletter());
  // The same stands in the table of columns, beside what it feeds.
  await user.click(within(await screen.findByTestId("consent-line")).getByRole("button", { name: "EMAIL_BLACKLISTED: an objection" }));
  const dialog = await screen.findByRole("dialog", { name: "What the file says about consent" });
  await waitFor(() => expect(within(dialog).getAllByTestId("consent-meanings")[1]?.textContent).toContain("“yes” objects"));
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: /What “EMAIL_BLACKLISTED” says/ }));
  await user.click(await screen.findByRole("option", { name: /left out/ }));
  await user.click(within(dialog).getByTestId("consent-apply"));
  await waitFor(() => expect(checked.at(-1)?.left_out).toEqual(["EMAIL_BLACKLISTED"]));
  expect(await button("EMAIL_BLACKLISTED: left out")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

test("a consent step is not offered and not taken out in the editor of recipes", async () => {
  const { user } = await show(newsletter());
  await user.click(await button(/^opt_in: consent, together with EMAIL_BLACKLISTED/));
  expect(await screen.findByRole("dialog", { name: "What the file says about consent" })).toBeTruthy();
  expect(screen.queryByTestId("add-step")).toBeNull();
});

const asked = (question: Partial<Question>): Question => ({ code: "consent_column", column: "taxvat", flag: "", example: null, count: 12, ...question });

test.each([
  ["en-GB", "Send what this column says", "Leave it out"],
  ["nl-NL", "Verzenden wat deze kolom zegt", "Kolom weglaten"],
])("a consent column is sent as somebody says, or left out (%s)", async (locale, send, leave) => {
  const set = newsletter();
  const isOpen = (mapping: MappingSet) => !(mapping.left_out ?? []).includes("opt_in") && !mapping.fields.some(({ column, recipe }) => column === "opt_in" && recipe.some((op) => op.op === "consent" && op.also === undefined));
  const unread = { ...set, mapping: { ...set.mapping, fields: set.mapping.fields.filter(({ column }) => column !== "opt_in") } };
  const check: Platform["check"] = (_, mapping) => Promise.resolve({ ...newsletterReport(mapping), questions: isOpen(mapping) ? [asked({ column: "opt_in" })] : [] });
  const { user, checked, container } = await show(unread, { check }, locale);
  await user.click(screen.getByTestId("check-continue"));
  const question = await screen.findByTestId("question");
  expect(question.textContent).toContain("“yes”");
  const sending = within(question).getByRole("button", { name: send });
  expect(sending.hasAttribute("disabled")).toBe(true);
  expect(await broken(container)).toEqual([]);
  await user.click(within(question).getByRole("button", { name: /opt_in/ }));
  await user.click((await screen.findAllByRole("option"))[0] as HTMLElement);
  await waitFor(() => expect(within(question).getByTestId("consent-meanings").textContent).toMatch(/allows it|staat het toe/));
  await user.click(sending);
  await waitFor(() => expect(checked.at(-1)?.fields.at(-1)).toEqual({ column: "opt_in", field: "consents.marketing.email.val", recipe: [{ op: "consent", reads: "grants" }] }));
  await user.keyboard("{Control>}z{/Control}");
  await user.click(await screen.findByRole("button", { name: leave }));
  await waitFor(() => expect(checked.at(-1)?.left_out).toEqual(["opt_in"]));
});

test("of several columns with addresses somebody says which is the customers' own", async () => {
  const set = newsletter();
  const owner = { index: 14, name: "Owner e-mail", filled: 1, samples: ["sales@example.com"], blocked: null, suggestion: null };
  const two = { ...set, inspection: { ...set.inspection, columns: [owner, ...set.inspection.columns] } };
  const { user, checked } = await show(two, { check: (_, mapping) => Promise.resolve({ ...newsletterReport(mapping), questions: mapping.policy.email_column === undefined ? [asked({ code: "email_column", column: "email" })] : [] }) });
  await user.click(screen.getByTestId("check-continue"));
  const choices = await screen.findAllByTestId("email-column");
  expect(choices.map((choice) => choice.textContent)).toEqual(["email", "Owner e-mail"]);
  expect((await screen.findByTestId("question")).textContent).toContain("sales@example.com");
  await user.click(choices[0] as HTMLElement);
  await waitFor(() => expect(checked.at(-1)?.policy.email_column).toBe("email"));
});

test("a dataset with an identity of its own asks for its column", async () => {
  const answerIdentity = vi.fn<Platform["answerIdentity"]>((mapping) => Promise.resolve({ ...mapping, name: "answered" }));
  const identityWays = () => Promise.resolve({ namespaces: ["Email", "Crm"], field: { path: "tenant.company", namespace: "Crm" } });
  const { user } = await show(newsletter(), { answerIdentity, identityWays, check: (_, mapping) => Promise.resolve({ ...newsletterReport(mapping), questions: [asked({ code: "identity_column", column: "" })] }) });
  await user.click(screen.getByTestId("check-continue"));
  const question = await screen.findByTestId("question");
  await waitFor(() => expect(question.textContent).toContain("(namespace Crm)"));
  await user.click(within(question).getByRole("button", { name: /Column/ }));
  await user.click(await screen.findByRole("option", { name: /taxvat/ }));
  await user.click(within(question).getByTestId("identity-use"));
  await waitFor(() => expect(answerIdentity).toHaveBeenCalledWith(expect.anything(), "taxvat", "Crm"));
});

test("rows that may be two people stand side by side, what differs in words, one pair after the other", async () => {
  const place = (row: number) => ({ row, line: row + 1 });
  const pair = (first: number, second: number) => ({ code: "identity_conflict" as const, first: place(first), second: place(second) });
  const cells = (row: number) => [{ column: "ID", text: "7" }, { column: "email", text: `shopper${row}@example.com` }];
  const { user } = await show(newsletter(), {
    showRows: (_, rows) => Promise.resolve(rows.map((row) => ({ row, line: row + 1, cells: cells(row) }))),
    check: (_, mapping) =>
      Promise.resolve({
        ...newsletterReport(mapping),
        findings: [{ code: "identity_conflict", severity: "cannot_send", column: "ID", count: 4, rows: 0, examples: [place(3)] }],
        pairs: [pair(3, 9), pair(12, 14), { ...pair(20, 21), code: "email_shared" }],
      }),
  });
  await user.click(await button(/Cannot be sent/));
  const opener = await screen.findByTestId("pairs-show");
  opener.focus();
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "One person or two?" });
  const table = await within(dialog).findByRole("table", { name: "Rows 3 and 9." });
  expect(within(table).getAllByRole("row").slice(1).map((row) => row.textContent)).toEqual(["emailshopper3@example.comshopper9@example.comdiffers", "ID77the same"]);
  expect(await broken(dialog)).toEqual([]);
  within(dialog).getByTestId("pair-next").focus();
  await user.keyboard("{Enter}");
  expect(await within(dialog).findByRole("table", { name: "Rows 12 and 14." })).toBeTruthy();
  expect(dialog.textContent).toContain("2 of 2");
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("pairs-show")));
});
