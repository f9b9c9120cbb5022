import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { UploadPage } from "../UploadPage";
// Fetched when first shown: here they are there before a test waits for them.
import "../Confirm";
import "./Check";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function show(locale?: string) {
  const view = renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onRepeat={vi.fn()} onOpenRun={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform(),
    locale,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByTestId("try-sample"));
  await waitFor(() => expect(screen.getByTestId("check-continue").dataset.duty).toBe("continue"));
  const leaveOut = async (column: string) => {
    await user.click(within(rowOf(column) as HTMLElement).getAllByRole("button")[0] as HTMLElement);
    await user.click((await screen.findAllByRole("menuitem"))[0] as HTMLElement);
    await waitFor(() => expect(rowOf(column)).toBeNull());
  };
  return { ...view, user, leaveOut };
}

const rowOf = (column: string) => document.querySelector(`tr[data-column="${column}"]`);
const latest = () => screen.getByTestId("change-latest").textContent;

test("an older change is taken back by itself, and the later ones stay", async () => {
  const { user, leaveOut, container } = await show();
  expect(latest()).toBe("Nothing has been sent yet");
  await leaveOut("lastname");
  await leaveOut("gender");
  expect(latest()).toBe("gender is not sent");
  expect(await broken(container)).toEqual([]);
  await user.click(screen.getByTestId("changes-menu"));
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((item) => item.textContent)).toEqual(["gender is not sent", "lastname is not sent"]);
  await user.click(items[1] as HTMLElement);
  await waitFor(() => expect(rowOf("lastname")).toBeTruthy());
  expect(rowOf("gender")).toBeNull();
  expect(latest()).toBe("gender is not sent");
});

test("undo and redo go step by step, by key and by button", async () => {
  const { user, leaveOut } = await show();
  await leaveOut("lastname");
  await leaveOut("gender");
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(() => expect(rowOf("gender")).toBeTruthy());
  expect(rowOf("lastname")).toBeNull();
  await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
  await waitFor(() => expect(rowOf("gender")).toBeNull());
  await user.click(await button("Undo: gender is not sent"));
  await user.click(await button("Undo: lastname is not sent"));
  await waitFor(() => expect(rowOf("lastname")).toBeTruthy());
  expect(latest()).toBe("Everything is as proposed again");
  expect(screen.queryByTestId("changes-menu")).toBeNull();
  await user.click(await button("Redo: lastname is not sent"));
  await waitFor(() => expect(rowOf("lastname")).toBeNull());
});

test("a change that was changed again cannot be taken back before, and says why", async () => {
  const { user } = await show();
  const choose = async (from: RegExp, field: string) => {
    await user.click(await button(from));
    await user.click(await screen.findByRole("menuitem", { name: new RegExp(field) }));
  };
  await choose(/^lastname: Last name/, "First name");
  await waitFor(() => expect(latest()).toBe("lastname → First name"));
  await choose(/^lastname: First name/, "Last name");
  await waitFor(() => expect(latest()).toBe("lastname → Last name"));
  await user.click(screen.getByTestId("changes-menu"));
  const [, older] = await screen.findAllByRole("menuitem");
  expect(older?.getAttribute("aria-disabled")).toBe("true");
  expect(older?.textContent).toContain("first take back “lastname → Last name”");
});

test("the line goes with its file, and speaks Dutch", async () => {
  const { user, leaveOut } = await show("nl-NL");
  await leaveOut("lastname");
  expect(latest()).toBe("lastname gaat niet mee");
  await waitFor(() => expect(screen.getByTestId("check-continue").dataset.duty).toBe("continue"));
  await user.click(screen.getByTestId("check-continue"));
  expect(await screen.findByTestId("confirm-upload")).toBeTruthy();
  expect(screen.queryByTestId("changes")).toBeNull();
  await user.keyboard("{Escape}");
  expect(latest()).toBe("lastname gaat niet mee");
  await user.keyboard("{Escape}");
  await user.click(await screen.findByTestId("try-sample"));
  expect((await screen.findByTestId("change-latest")).textContent).toBe("Er is nog niets verzonden");
});
