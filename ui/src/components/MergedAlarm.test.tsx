import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Result } from "../features/upload/Result";
import type { RunReport } from "../generated/RunReport";
import type { SeenState } from "../generated/SeenState";
import { runReport } from "../test/data";
import { fakePlatform } from "../test/fake";
import { broken, renderPage } from "../test/render";
import { MERGED } from "./merged";

function seen(states: SeenState[]): RunReport {
  const shoppers = states.map((state, at) => ({ row: at + 40, line: at + 41, state, fields: [] }));
  return runReport({ verified: { looked_up: states.length, found: states.length, differing: 0, pending: 0, shoppers } });
}

const show = (report: RunReport, locale?: string) => renderPage(<main><Result report={report} isShown onNew={() => undefined} onOpenRun={() => undefined} onRepeat={() => undefined} /></main>, fakePlatform(), locale);

test("two people who became one are an alarm above everything, with the row and what to do", async () => {
  const { container } = show(seen(["found", MERGED]));
  const alarm = screen.getByTestId("merged-alarm");
  expect(alarm.textContent).toContain("Two people may have become one in Adobe");
  expect(alarm.textContent).toContain("row 41");
  expect(screen.getByTestId("result-title").textContent).toBe("Sent — please look at this now");
  expect(alarm.textContent).toContain("Stop schedules");
  expect(alarm.compareDocumentPosition(screen.getByTestId("result-sum")) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(container.textContent).toContain("Row 41: two people hang together here");
  expect(container.textContent).not.toContain("carry today’s values");
  expect(await broken(container)).toEqual([]);
});

test("in Dutch too, and nothing is said where everybody is still one person", () => {
  show(seen([MERGED]), "nl-NL");
  expect(screen.getByTestId("merged-alarm").textContent).toContain("Twee mensen zijn in Adobe misschien één geworden");
});

test("nobody is alarmed without a reason", () => {
  const { container } = show(seen(["found", "differs", "pending"]));
  expect(screen.queryByTestId("merged-alarm")).toBeNull();
  expect(container.textContent).toContain("Customers are told apart by their e-mail address");
});
