import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Platform } from "../../platform";
import { failure, fakePlatform } from "../../test/fake";
import { broken, renderPage } from "../../test/render";
import { Help } from "./Help";
// Fetched when first asked for.
import "./HelpDialogs";

async function choose(item: string, changes: Partial<Platform> = {}, locale = "en-GB") {
  const user = userEvent.setup();
  renderPage(<Help />, fakePlatform(changes), locale);
  await user.click(screen.getByTestId("help"));
  await user.click(await screen.findByRole("menuitem", { name: new RegExp(item) }));
  return user;
}

test("the manual opens, from the menu and by F1", async () => {
  const openManual = vi.fn(() => Promise.resolve());
  const user = await choose("Manual", { openManual });
  await user.keyboard("{F1}");
  expect(openManual).toHaveBeenCalledTimes(2);
});

test("About names versions and places, to be copied, and leads to the licences", async () => {
  const openLicences = vi.fn(() => Promise.resolve());
  const user = await choose("About", { openLicences });
  const facts = await screen.findByTestId("copy-text");
  const dialog = facts.closest("section") as HTMLElement;
  for (const words of ["Version 0.1.0", "WebKitGTK 2.50.1", "/home/noor/.local/share/profile-courier"]) expect(facts.textContent).toContain(words);
  expect(await broken(dialog)).toEqual([]);
  await user.click(within(dialog).getByTestId("licences"));
  expect(openLicences).toHaveBeenCalled();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("the keys are listed in Dutch as well", async () => {
  await choose("Toetsen", {}, "nl-NL");
  const keys = await screen.findByTestId("keys");
  for (const words of ["Een bestand kiezen", "Ctrl+O", "F6"]) expect(keys.textContent).toContain(words);
});

test("what cannot be opened is said", async () => {
  const openLogs = () => Promise.reject(failure({ code: "browser_unavailable", params: { address: "/home/noor/log" } }) as unknown as Error);
  await choose("log folder", { openLogs });
  expect((await screen.findByTestId("message")).textContent).toContain("/home/noor/log");
});
