import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { DialogContainer } from "@react-spectrum/s2/Dialog";
import { expect, test, vi } from "vitest";
import type { DatasetView } from "../../../generated/DatasetView";
import type { Platform } from "../../../platform";
import { connections, datasets, sandboxes } from "../../../test/connections";
import { failure, fakePlatform } from "../../../test/fake";
import { broken, renderPage } from "../../../test/render";
import { onlyReady } from "./badges";
import { ChooseTarget } from "./ChooseTarget";
import { firstSandbox } from "./useTarget";

const fresh = { ...(connections[1] as (typeof connections)[number]), sandbox: null, dataset: null };

function show(changes: Partial<Platform> = {}) {
  const onChosen = vi.fn();
  renderPage(
    <DialogContainer onDismiss={() => undefined}>
      <ChooseTarget connection={fresh} onChosen={onChosen} onClose={() => undefined} />
    </DialogContainer>,
    fakePlatform(changes),
  );
  return { onChosen, user: userEvent.setup() };
}

const unreachable = failure({ code: "platform_unreachable", params: { cause: "no_answer" } });
const option = (name: RegExp) => screen.findByRole("option", { name });

test("datasets are searched and say what they are", async () => {
  const { user } = show();
  expect((await option(/Shop profiles/)).textContent).toContain("Replaces the whole record");
  expect((await option(/Shop profiles/)).textContent).toContain("Fed by Commerce");
  await user.type(screen.getByRole("searchbox"), "news");
  expect(screen.queryByRole("option", { name: /Shop profiles/ })).toBeNull();
  expect(await option(/Old newsletter, Not switched on for profiles/)).toBeTruthy();
});

test("one that Commerce feeds is warned about", async () => {
  const { user } = show();
  await user.click(await option(/Shop profiles/));
  expect(await screen.findByText("Commerce already fills this dataset")).toBeTruthy();
});

test("one that is off cannot be used, but switched on with the truth about it", async () => {
  let all = datasets;
  const enableTarget = vi.fn<Platform["enableTarget"]>((_c, _s, id, onProgress) => {
    onProgress({ step: "union", state: "found" });
    onProgress({ step: "dataset", state: "created" });
    all = all.map((one) => (one.id === id ? { ...one, profile: true, keeps_missing: true } : one));
    return Promise.resolve(all.find((one) => one.id === id) as DatasetView);
  });
  const { user, onChosen } = show({ enableTarget, datasets: () => Promise.resolve(all) });
  await user.click(await option(/Old newsletter/));
  expect(screen.getByTestId("target-choose").hasAttribute("disabled")).toBe(true);
  await user.click(await screen.findByTestId("enable-dataset"));
  expect(await screen.findByText(/sent to this dataset before does not/)).toBeTruthy();
  expect(await broken(screen.getByRole("dialog"))).toEqual([]);
  await user.click(screen.getByTestId("enable-go"));
  expect(await option(/Old newsletter, Ready for profiles/)).toBeTruthy();
  await user.click(screen.getByTestId("target-choose"));
  await waitFor(() => expect(onChosen).toHaveBeenCalledOnce());
});

test("a dataset is made step by step, and begun again after it broke off halfway", async () => {
  let all = datasets;
  let tries = 0;
  const createTarget = vi.fn<Platform["createTarget"]>((_c, _s, target, onProgress) => {
    onProgress({ step: "namespace", state: "created" });
    onProgress({ step: "schema", state: "running" });
    if (++tries === 1) return Promise.reject(unreachable);
    for (const step of ["schema", "union", "dataset"] as const) onProgress({ step, state: step === "schema" ? "found" : "created" });
    const made = { ...(datasets[0] as DatasetView), id: "made", name: target.name };
    all = [made, ...datasets];
    return Promise.resolve(made);
  });
  const { user } = show({ createTarget, datasets: () => Promise.resolve(all) });
  await user.click(await screen.findByTestId("create-dataset"));
  expect(await screen.findByText(/an identity namespace can never be deleted/)).toBeTruthy();
  const name = await screen.findByRole("textbox", { name: /Name/ });
  await user.clear(name);
  await user.type(name, "Shoppers");
  await user.click(screen.getByRole("radio", { name: /Customer number/ }));
  await user.click(screen.getByTestId("create-go"));
  const steps = await screen.findByTestId("setup-steps");
  await waitFor(() => expect(within(steps).getAllByRole("listitem").map((step) => step.dataset.state)).toEqual(["created", "failed", "waits", "waits"]));
  expect((await screen.findByTestId("trouble")).textContent).toContain("Adobe does not answer");
  await user.click(await screen.findByRole("button", { name: "Begin again" }));
  expect((await option(/Shoppers/)).getAttribute("aria-selected")).toBe("true");
  expect(createTarget).toHaveBeenCalledWith("stage", "stage", { name: "Shoppers", customer_ids: true }, expect.any(Function));
});

test("sandboxes that cannot be listed are asked for again", async () => {
  const list = vi.fn<Platform["sandboxes"]>().mockRejectedValueOnce(unreachable).mockResolvedValue(sandboxes);
  const { user } = show({ sandboxes: list });
  await user.click(within(await screen.findByTestId("trouble")).getByRole("button", { name: "Try again" }));
  expect(await option(/Commerce customers/)).toBeTruthy();
});

test("it begins with the sandbox in use, else the suggested one, else one without live customers", () => {
  expect(firstSandbox(sandboxes, ["prod"])?.name).toBe("prod");
  expect(firstSandbox(sandboxes, [null, "gone", "prod"])?.name).toBe("prod");
  expect(firstSandbox([...sandboxes].reverse(), [null])?.name).toBe("stage");
  expect(firstSandbox([], [null])).toBeNull();
});

test("nothing is preselected where two would do", () => {
  const two = [datasets[0], { ...(datasets[0] as DatasetView), id: "other" }] as DatasetView[];
  expect(onlyReady(two)).toBeNull();
  expect(onlyReady(datasets)?.name).toBe("Commerce customers");
});
