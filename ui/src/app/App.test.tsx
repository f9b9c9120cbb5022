import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { act, render } from "@testing-library/react";
import { expect, test } from "vitest";
import { opened } from "../test/data";
import { fakePlatform } from "../test/fake";
import { App } from "./App";

const session = { version: "0.1.0", locale: "en-GB", pending: null, running: null };

test("the rail and its keys change the page", async () => {
  const user = userEvent.setup();
  render(<App platform={fakePlatform()} />);
  await user.click(await screen.findByTestId("rail-history"));
  expect(screen.getByTestId("rail-history").getAttribute("aria-current")).toBe("page");
  await user.keyboard("{Control>}1{/Control}");
  expect(screen.getByTestId("rail-upload").getAttribute("aria-current")).toBe("page");
});

test("a file that came with the start is opened, and so is one that is dropped", async () => {
  const platform = fakePlatform({ session: () => Promise.resolve({ ...session, pending: { ...opened, name: "first.csv" } }) });
  render(<App platform={platform} />);
  expect(await screen.findByRole("heading", { level: 1, name: "first.csv" })).toBeTruthy();
  act(() => platform.emit("file_opened", { ...opened, ticket: "t2", name: "second.csv" }));
  expect(await screen.findByRole("heading", { level: 1, name: "second.csv" })).toBeTruthy();
});

test("the system's language decides", async () => {
  render(<App platform={fakePlatform({ session: () => Promise.resolve({ ...session, locale: "nl_BE" }) })} />);
  expect(await screen.findByText("Geschiedenis", { selector: "nav *" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("nl");
});
