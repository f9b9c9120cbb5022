import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Handover } from "../generated/Handover";
import { runReport } from "../test/data";
import { fakePlatform } from "../test/fake";
import { renderPage } from "../test/render";
import { HandedOver } from "./HandedOver";

const handover: Handover = { flow: "f1", name: "Nightly", file: "profile-courier/f1/r.csv.gz", upload: "u", landed: 1_795_600_000, flow_run: null };

test("a file that landed says what it waits for, and one that was taken by which dataflow", () => {
  const platform = fakePlatform();
  const { unmount } = renderPage(<HandedOver report={runReport({ status: "processing", handover })} />, platform);
  expect(screen.getByTestId("handed-over").textContent).toBe("Landed for the dataflow “Nightly”. Experience Platform takes it at its next time.");
  unmount();
  renderPage(<HandedOver report={runReport({ handover: { ...handover, flow_run: "run" } })} />, platform);
  expect(screen.getByTestId("handed-over").textContent).toBe("Handed over to the dataflow “Nightly”");
});

test("an upload from here says nothing of it", () => {
  renderPage(<HandedOver report={runReport()} />, fakePlatform());
  expect(screen.queryByTestId("handed-over")).toBeNull();
});
