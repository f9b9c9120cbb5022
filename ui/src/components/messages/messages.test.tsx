import { act, fireEvent, render, screen } from "@testing-library/react";
import { Provider } from "@react-spectrum/s2/Provider";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Words } from "../../i18n";
import { MessageLine } from "./MessageLine";
import { MessagesProvider } from "./MessagesProvider";
import { useMessages, useSay, type Messages, type Say } from "./messages";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function show() {
  const heard = { say: {} as Say, messages: {} as Messages };
  function Here() {
    Object.assign(heard, { say: useSay(), messages: useMessages() });
    return <button>Save</button>;
  }
  render(
    <Provider locale="en-GB">
      <Words locale="en-GB">
        <MessagesProvider>
          <Here />
          <MessageLine />
        </MessagesProvider>
      </Words>
    </Provider>,
  );
  return heard;
}

const said = () => screen.queryByTestId("message")?.textContent ?? null;
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test("a message is announced where the place for it was before, takes no focus and ends by itself", () => {
  const { say } = show();
  const status = screen.getByRole("status");
  screen.getByText("Save").focus();
  act(() => say.done("Copied"));
  expect(said()).toBe("Copied");
  expect(status.textContent).toBe("Copied");
  expect(document.activeElement?.textContent).toBe("Save");
  wait(5_900);
  expect(said()).toBe("Copied");
  wait(200);
  expect(said()).toBeNull();
});

test("as long as the pointer or the focus is on it, it stays", () => {
  const { say } = show();
  act(() => say.done("Saved"));
  fireEvent.pointerEnter(screen.getByTestId("messages"));
  wait(60_000);
  expect(said()).toBe("Saved");
  fireEvent.pointerLeave(screen.getByTestId("messages"));
  act(() => screen.getByTestId("message-close").focus());
  wait(60_000);
  expect(said()).toBe("Saved");
  act(() => screen.getByTestId("message-close").blur());
  wait(6_100);
  expect(said()).toBeNull();
});

test("the next one takes its place and gets its own time, and what went wrong stays longer", () => {
  const { say } = show();
  act(() => say.done("First"));
  wait(4_000);
  act(() => say.wrong("Second"));
  expect(said()).toBe("Second");
  wait(9_000);
  expect(said()).toBe("Second");
  wait(1_100);
  expect(said()).toBeNull();
});

test("its action is done once and takes it away", () => {
  const { say } = show();
  const undo = vi.fn();
  act(() => say.done("“Daily” was removed", { words: "Undo", act: undo }));
  fireEvent.click(screen.getByTestId("message-act"));
  expect(undo).toHaveBeenCalledOnce();
  expect(said()).toBeNull();
});

test("a page that was left takes what was said of it along", () => {
  const { say, messages } = show();
  act(() => say.done("Saved"));
  act(() => messages.hush());
  expect(said()).toBeNull();
});
