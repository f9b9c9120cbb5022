/** Ctrl+Enter is the page's, wherever the focus is. */
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { ActionButton } from "@react-spectrum/s2";
import { expect, test, vi } from "vitest";
import { useAccentKey } from "./useAccentKey";

function Page({ accent, other }: { accent(): void; other(): void }) {
  useAccentKey(true, accent, null);
  return <ActionButton onPress={other}>Other</ActionButton>;
}

test("a button that has the focus does not take the page's key for its own", async () => {
  const [accent, other] = [vi.fn(), vi.fn()];
  const user = userEvent.setup();
  render(<Page accent={accent} other={other} />);
  await user.tab();
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect([accent.mock.calls.length, other.mock.calls.length]).toEqual([1, 0]);
  await user.keyboard("{Enter}");
  expect([accent.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
});
