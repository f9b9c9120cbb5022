import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { AccessState } from "../../generated/AccessState";
import type { AccessStepName } from "../../generated/AccessStepName";
import type { Platform } from "../../platform";
import { access, connections, draft } from "../../test/connections";
import { failure, fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import type { Brought } from "./brought";
import { ConnectionsPage } from "./ConnectionsPage";
import { useConnections } from "./useConnections";

function Here({ brought }: { brought: Brought | null }) {
  return <ConnectionsPage isShown connections={useConnections()} brought={brought} />;
}

async function show(changes: Partial<Platform> = {}, locale = "en-GB", brought: Brought | null = null) {
  const platform = fakePlatform(changes);
  const view = renderPage(<Here brought={brought} />, platform, locale);
  await screen.findByTestId("connection-detail");
  return { ...view, platform, user: userEvent.setup() };
}

const detail = () => screen.getByTestId("connection-detail");
const button = (name: string) => screen.findByRole("button", { name });

test("the practice platform is always there, and arrows go through the list", async () => {
  const { user, container } = await show();
  expect(detail().textContent).toContain("Practice platform");
  expect(detail().textContent).toContain("Used for uploads");
  await waitFor(() => expect(screen.getByTestId("connection-dataset").textContent).toContain("Practice customers"));
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getAllByTestId("connection")[0] as HTMLElement);
  await user.keyboard("{ArrowDown}");
  await waitFor(() => expect(detail().dataset.connection).toBe("stage"));
  for (const fact of ["3f1c7d20b6e84d0fa49a07", "7A20892C5B@AdobeOrg", "In the keychain of this computer", "Mark 9f3a11c0", "Commerce customers"]) expect(detail().textContent).toContain(fact);
  await waitFor(() => expect(screen.getByTestId("connection-dataset").textContent).toContain("Keeps missing columns"));
  expect(await broken(container)).toEqual([]);
});

test("another connection can be used for uploads", async () => {
  const { user } = await show();
  await user.click(await screen.findByText("Linden & Lune"));
  await user.click(await button("Use for uploads"));
  await waitFor(() => expect(detail().textContent).toContain("Used for uploads"));
});

test("a check that fails says why, what to do, and keeps Adobe's words apart", async () => {
  const { user } = await show({ tryConnection: () => Promise.resolve(access("dataset", "role_missing", true)) });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await user.click(screen.getByTestId("test-connection"));
  await waitFor(() => expect(screen.getByTestId("access-sum").textContent).toBe("Three of four checks passed"));
  const steps = screen.getByTestId("access-steps");
  expect(steps.textContent).toContain("Most likely, though Adobe does not say so: The account is in no role that allows this.");
  expect(steps.textContent).toContain("Ask your administrator to add the credential to a role");
  await user.click(within(steps).getByRole("button", { name: "Adobe’s own words" }));
  expect(await within(steps).findByText(/Status 403 \(403003\)[\s\S]*Api Key is invalid[\s\S]*Request ID: Kx7PqW0n/)).toBeTruthy();
  await user.click(within(steps).getByRole("button", { name: "Mail the administrator" }));
  const mail = (await within(await screen.findByRole("dialog")).findByTestId("copy-text")).textContent;
  for (const word of ["3f1c7d20b6e84d0fa49a07", "AEP-Default-All-Users", "Experience Platform API", "OAuth Server-to-Server", "API credentials", "“stage”", "Manage Datasets"]) expect(mail).toContain(word);
});

test("steps are ticked one by one, and Escape stops the test", async () => {
  let tell: Parameters<Platform["tryConnection"]>[1] = () => undefined;
  let refuse: (reason: unknown) => void = () => undefined;
  const cancelTry = vi.fn(() => (refuse(failure({ code: "cancelled", params: {} as Record<symbol, never> })), Promise.resolve()));
  const { user, container } = await show({ tryConnection: (_, onProgress) => ((tell = onProgress), new Promise((_done, no) => (refuse = no))), cancelTry });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await user.click(screen.getByTestId("test-connection"));
  const states = () => [...screen.getByTestId("access-steps").querySelectorAll("li")].map(({ dataset }) => dataset.state);
  const step = (name: AccessStepName, state: AccessState) => act(() => tell({ sandbox: "stage", step: { name, state, reason: null, likely: false, said: null } }));
  step("token", "running");
  expect(states()).toEqual(["running", "waits", "waits", "waits"]);
  step("token", "good");
  step("sandbox", "running");
  expect(states()).toEqual(["good", "running", "waits", "waits"]);
  expect(screen.getByTestId("access-steps").textContent).toContain("Being tried…");
  expect(await broken(container)).toEqual([]);
  await user.keyboard("{Escape}");
  expect(cancelTry).toHaveBeenCalledWith("stage");
  await waitFor(() => expect(screen.queryByTestId("access-steps")).toBeNull());
  expect(screen.getByTestId("test-connection").textContent).toContain("Test");
});

test("what nobody can look into is said as unknown, and a refused test as what it is", async () => {
  const unseen = () => Promise.reject(failure({ code: "keychain_locked", params: {} as Record<symbol, never> }));
  const { user } = await show({ datasets: unseen, tryConnection: unseen });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await waitFor(() => expect(detail().textContent).toContain("Adobe could not be asked what kind of dataset this is"));
  await user.click(screen.getByTestId("test-connection"));
  expect((await screen.findByTestId("trouble")).textContent).toContain("The keychain of this computer is locked");
});

test("the mail is there in both languages and can be copied", async () => {
  const { user } = await show();
  await user.click(screen.getByTestId("open-mail-page"));
  await user.click(await screen.findByRole("radio", { name: "Dutch" }));
  await waitFor(() => expect(screen.getByTestId("copy-text").textContent).toContain("Kies AEP-Default-All-Users"));
  await user.click(screen.getByTestId("copy"));
  expect(await screen.findByText("Copied")).toBeTruthy();
  expect(await navigator.clipboard.readText()).toContain("Maak in Adobe Developer Console");
});

test("where the page may not copy, the text is selected", async () => {
  const { user } = await show();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new Error("NotAllowedError"));
  await user.click(screen.getByTestId("open-mail-page"));
  await user.click(await screen.findByTestId("copy"));
  expect(await screen.findByText(/The text is selected/)).toBeTruthy();
  expect(window.getSelection()?.toString()).toContain("AEP-Default-All-Users");
});

test("a name that is taken is said at the field", async () => {
  const renameConnection = vi.fn(() => Promise.reject(failure({ code: "connection_name_taken", params: { connection: "Linden & Lune" } })));
  const { user } = await show({ renameConnection });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await user.click(await button("More for Linden & Lune, stage"));
  await user.click(await screen.findByRole("menuitem", { name: "Rename" }));
  const field = await screen.findByRole("textbox", { name: "Name" });
  await user.clear(field);
  await user.type(field, "Linden & Lune{Enter}");
  expect(await screen.findByText(/Another connection is called “Linden & Lune”/)).toBeTruthy();
  expect(renameConnection).toHaveBeenCalledWith("stage", "Linden & Lune");
});

test("removing asks first, says what stays, and leaves the practice platform in use", async () => {
  const forgetConnection = vi.fn(() => Promise.resolve());
  const { user } = await show({ forgetConnection, currentConnection: () => Promise.resolve("stage") });
  await waitFor(() => expect(detail().dataset.connection).toBe("stage"));
  await user.click(await button("More for Linden & Lune, stage"));
  await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
  const asked = await screen.findByRole("alertdialog");
  expect(asked.textContent).toContain("Your uploads stay in the history");
  await user.click(within(asked).getByRole("button", { name: "Remove" }));
  expect(forgetConnection).toHaveBeenCalledWith("stage");
  await waitFor(() => expect(detail().dataset.connection).toBe("practice"));
  expect(detail().textContent).toContain("Used for uploads");
});

test("a new secret is kept only after it worked", async () => {
  const replaceSecret = vi.fn(() => Promise.resolve({ ...(connections[1] as (typeof connections)[number]), secret_mark: "00c0ffee" }));
  const trySecret = vi.fn<Platform["trySecret"]>().mockResolvedValueOnce(access("token", "secret_refused")).mockResolvedValue(access());
  const { user } = await show({ replaceSecret, trySecret });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await user.click(await button("More for Linden & Lune, stage"));
  await user.click(await screen.findByRole("menuitem", { name: "Replace the secret" }));
  const field = await screen.findByLabelText(/New client secret/);
  await user.type(field, "wrong one");
  await user.click(screen.getByTestId("secret-save"));
  expect(await screen.findByText(/Adobe does not take this client ID with this secret/)).toBeTruthy();
  expect((field as HTMLInputElement).value).toBe("");
  expect(replaceSecret).not.toHaveBeenCalled();
  await user.type(field, "right one");
  await user.click(screen.getByTestId("secret-save"));
  await waitFor(() => expect(detail().textContent).toContain("Mark 00c0ffee"));
  expect(replaceSecret).toHaveBeenCalledWith("stage", "right one", false);
});

test.each(["locked", "absent"] as const)("a keychain that is %s is said with what to do, and can be looked at again", async (status) => {
  const keychain = vi.fn<Platform["keychain"]>().mockResolvedValueOnce(status).mockResolvedValue("available");
  const { user } = await show({ keychain });
  expect((await screen.findByTestId("keychain")).textContent).toContain(status === "locked" ? "Unlock the login keyring" : "gnome-keyring or KWallet");
  await user.click(await button("Look again"));
  await waitFor(() => expect(screen.queryByTestId("keychain")).toBeNull());
});

test("a secret that is gone is asked for again", async () => {
  const [practice, stage] = connections as [(typeof connections)[number], (typeof connections)[number]];
  const { user } = await show({ connections: () => Promise.resolve([practice, { ...stage, secret: "nowhere" }]) });
  await user.click(await screen.findByText("Linden & Lune, stage"));
  await user.click(await button("Enter the secret"));
  expect(await screen.findByLabelText(/New client secret/)).toBeTruthy();
});

test("credentials that are dropped open the dialog filled and are tried at once", async () => {
  await show({}, "en-GB", { draft, failure: null });
  expect(((await screen.findByRole("textbox", { name: /Client ID/ })) as HTMLInputElement).value).toBe(draft.client_id);
  await waitFor(() => expect(within(screen.getByRole("dialog")).getByTestId("access-sum").textContent).toBe("All four checks passed"));
});

test("a JSON without credentials opens the dialog and says what to do", async () => {
  await show({}, "en-GB", { draft: null, failure: failure({ code: "credentials_unusable", params: { fault: "only_jwt" } }) });
  expect((await screen.findByTestId("trouble")).textContent).toContain("Service Account (JWT)");
});

test("the page speaks Dutch", async () => {
  await show({}, "nl-NL");
  expect(screen.getByRole("heading", { level: 1, name: "Verbindingen" })).toBeTruthy();
  expect(detail().textContent).toContain("Oefenplatform");
});
