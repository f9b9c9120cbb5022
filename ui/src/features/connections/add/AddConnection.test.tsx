import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { expect, test, vi } from "vitest";
import type { DraftView } from "../../../generated/DraftView";
import type { Platform } from "../../../platform";
import { access, datasets, draft } from "../../../test/connections";
import { failure, fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { AddConnection } from "./AddConnection";

function show(changes: Partial<Platform> = {}, first: DraftView | null = null) {
  const heard = { onKept: vi.fn(), onChosen: vi.fn(), onMail: vi.fn(), onClose: vi.fn() };
  const page = (
    <DialogContainer onDismiss={heard.onClose}>
      <AddConnection draft={first} failure={null} {...heard} />
    </DialogContainer>
  );
  return { ...renderPage(page, fakePlatform(changes)), ...heard, user: userEvent.setup() };
}

async function fill(user: ReturnType<typeof userEvent.setup>) {
  await user.type(await screen.findByRole("textbox", { name: /^Name/ }), "Linden & Lune");
  await user.type(screen.getByRole("textbox", { name: /Organisation ID/ }), "7A20892C5B@AdobeOrg");
  await user.type(screen.getByRole("textbox", { name: /Client ID/ }), "3f1c7d20");
  await user.type(screen.getByLabelText(/Client secret/), "p8e-secret");
}

const save = () => screen.getByTestId("save-connection");

test("four fields are tested, saved, and then it is asked where customers go", async () => {
  const makeDraft = vi.fn<Platform["makeDraft"]>((fields) => Promise.resolve({ ...draft, ...fields }));
  const keepDraft = vi.fn(fakePlatform().keepDraft);
  const chooseTarget = vi.fn(fakePlatform().chooseTarget);
  const { user, onKept, onChosen } = show({ makeDraft, keepDraft, chooseTarget });
  expect((await screen.findByRole("textbox", { name: /^Name/ })) === document.activeElement).toBe(true);
  expect(save().hasAttribute("disabled")).toBe(true);
  await fill(user);
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
  await user.click(save());
  expect(await screen.findByRole("heading", { name: "Where should customers go?" })).toBeTruthy();
  expect(makeDraft).toHaveBeenCalledWith({ name: "Linden & Lune", client_id: "3f1c7d20", org_id: "7A20892C5B@AdobeOrg", scopes: "", region: null }, "p8e-secret", null);
  expect(keepDraft).toHaveBeenCalledWith("d1", "Linden & Lune", false);
  expect(onKept).toHaveBeenCalledOnce();
  expect(new XMLSerializer().serializeToString(document)).not.toContain("p8e-secret");
  expect(document.activeElement?.textContent).toContain("Choose the sandbox");
  const list = await screen.findByRole("listbox", { name: "Datasets" });
  // The only one that is good for it is chosen already, and the sandbox is one without live customers.
  expect(within(list).getByRole("option", { selected: true }).textContent).toContain("Commerce customers");
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
  await user.click(screen.getByTestId("target-choose"));
  await waitFor(() => expect(onChosen).toHaveBeenCalledWith(expect.objectContaining({ sandbox: "stage", dataset: datasets[0]?.id }), true));
  expect(chooseTarget).toHaveBeenCalledWith("new", expect.objectContaining({ name: "stage" }), datasets[0]);
});

test("credentials out of a file are tried at once and kept with one press", async () => {
  const keepDraft = vi.fn(fakePlatform().keepDraft);
  const { user } = show({ keepDraft }, draft);
  await waitFor(() => expect(screen.getByTestId("access-sum").textContent).toBe("All four checks passed"));
  expect(screen.getByTestId("access-sum").getAttribute("aria-live")).toBe("polite");
  await user.click(save());
  await waitFor(() => expect(keepDraft).toHaveBeenCalledOnce());
});

test("a refused test keeps what was typed but the secret, says why, and can be saved all the same", async () => {
  const makeDraft = vi.fn<Platform["makeDraft"]>((fields) => Promise.resolve({ ...draft, ...fields }));
  const { user, onMail } = show({ makeDraft, tryDraft: () => Promise.resolve(access("sandbox", "api_not_added")) });
  await fill(user);
  await user.click(save());
  expect(await screen.findByText(/does not have the Experience Platform API/)).toBeTruthy();
  expect((screen.getByLabelText(/Client secret/) as HTMLInputElement).value).toBe("");
  await user.click(screen.getByRole("button", { name: "Mail the administrator" }));
  expect(onMail).toHaveBeenCalledOnce();
  // A second try takes the secret that is held.
  await user.click(save());
  await waitFor(() => expect(makeDraft).toHaveBeenLastCalledWith(expect.anything(), null, "d1"));
  await user.click(await screen.findByTestId("save-anyway"));
  expect(await screen.findByRole("heading", { name: "Where should customers go?" })).toBeTruthy();
});

test("fields that cannot be used say which, and nothing is lost", async () => {
  const { user } = show({ makeDraft: () => Promise.reject(failure({ code: "credentials_unusable", params: { fault: "org_id_missing" } })) });
  await fill(user);
  await user.click(save());
  expect((await screen.findByTestId("trouble")).textContent).toContain("It ends in @AdobeOrg");
  expect((screen.getByRole("textbox", { name: /Client ID/ }) as HTMLInputElement).value).toBe("3f1c7d20");
});

test("without a keychain the secret can be kept until the program ends, if one says so", async () => {
  const keepDraft = vi.fn<Platform["keepDraft"]>().mockRejectedValueOnce(failure({ code: "keychain_absent", params: {} as Record<symbol, never> })).mockImplementation(fakePlatform().keepDraft);
  const { user, onKept } = show({ keepDraft }, draft);
  await waitFor(() => expect(screen.getByTestId("access-sum").textContent).toBe("All four checks passed"));
  await user.click(save());
  const trouble = await screen.findByTestId("keep-trouble");
  expect(trouble.textContent).toContain("never written to a file");
  await user.click(within(trouble).getByRole("button", { name: "Keep it until the program ends" }));
  await waitFor(() => expect(onKept).toHaveBeenCalledWith(expect.objectContaining({ secret: "session" })));
  expect(keepDraft.mock.calls.map(([, , sessionOnly]) => sessionOnly)).toEqual([false, true]);
});

test("a dialog that is left drops the draft and its secret", async () => {
  const dropDraft = vi.fn(() => Promise.resolve());
  const { user, unmount } = show({ dropDraft }, draft);
  await waitFor(() => expect(screen.getByTestId("access-sum").textContent).toBe("All four checks passed"));
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  unmount();
  expect(dropDraft).toHaveBeenCalledWith("d1");
});

test("a JSON is chosen and fills the fields", async () => {
  const { user } = show({ chooseCredentials: () => Promise.resolve({ ...draft, second_secret: true, api_missing: true }) });
  await user.click(await screen.findByTestId("choose-json"));
  await waitFor(() => expect((screen.getByRole("textbox", { name: /Client ID/ }) as HTMLInputElement).value).toBe(draft.client_id));
  expect(await screen.findByText(/two secrets/)).toBeTruthy();
  expect(screen.getByText(/does not have the Experience Platform API/)).toBeTruthy();
});
