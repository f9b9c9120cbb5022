import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { inspected, target } from "../../../test/data";
import { fakePlatform } from "../../../test/fake";
import { renderPage } from "../../../test/render";
import { UploadPage } from "../UploadPage";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

async function show() {
  renderPage(
    <main>
      <UploadPage incoming={null} destination="practice" isPractice isShown onRepeat={vi.fn()} onOpenRun={vi.fn()} onGoToConnections={vi.fn()} />
    </main>,
    fakePlatform({ inspect: () => Promise.resolve({ ...inspected(), target: { ...target, sandbox: "prod", place: "production" } }) }),
  );
  const user = userEvent.setup();
  await user.click(await button("Try with sample data"));
  await button("Looks good");
  return user;
}

const gone = () => waitFor(() => expect(screen.queryByRole("dialog") ?? screen.queryByRole("alertdialog")).toBeNull());

test("a field's recipe is not shown as that of the field that was looked at before", async () => {
  const user = await show();
  const edit = async (column: string) => {
    await user.click(within(await screen.findByRole("row", { name: new RegExp(`^${column}`) })).getByTestId("recipe"));
    return screen.findByRole("dialog");
  };
  const values = (dialog: HTMLElement) => within(dialog).queryByRole("group", { name: "Replace values" });
  expect(values(await edit("gender"))).toBeTruthy();
  await user.click(await button("Cancel"));
  await gone();
  expect(values(await edit("firstname"))).toBeNull();
});

test("a production sandbox's name that was typed and cancelled is asked for again", async () => {
  const user = await show();
  await user.click(await button("Looks good"));
  const name = async () => {
    await user.click(await button("Upload 12,423 customers"));
    return screen.findByRole<HTMLInputElement>("textbox", { name: "Type prod to go on" });
  };
  await user.type(await name(), "prod");
  await user.click(await button("Cancel"));
  await gone();
  expect((await name()).value).toBe("");
});
