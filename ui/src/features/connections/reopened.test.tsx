import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakePlatform } from "../../test/fake";
import { renderPage } from "../../test/render";
import { ConnectionsPage } from "./ConnectionsPage";
import { useConnections } from "./useConnections";

function Here() {
  return <ConnectionsPage isShown connections={useConnections()} brought={null} />;
}

test("a secret that was typed for one connection is not there for another", async () => {
  renderPage(<Here />, fakePlatform(), "en-GB");
  const user = userEvent.setup();
  const field = async (connection: string) => {
    await user.click(await screen.findByText(connection));
    await user.click(await screen.findByRole("button", { name: `More for ${connection}` }));
    await user.click(await screen.findByRole("menuitem", { name: "Replace the secret" }));
    return screen.findByLabelText<HTMLInputElement>(/New client secret/);
  };
  await user.type(await field("Linden & Lune"), "for the first one only");
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect((await field("Linden & Lune, stage")).value).toBe("");
});
