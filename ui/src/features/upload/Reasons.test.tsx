import { expect, test } from "vitest";
import { screen } from "@testing-library/react";
import { runReport } from "../../test/data";
import { fakePlatform } from "../../test/fake";
import { renderPage } from "../../test/render";
import { Reasons } from "./Reasons";

test("what the platform refused is quoted with the user's own column and rows", () => {
  const examples = [
    { row: 17, line: 19 },
    { row: 40, line: 42 },
  ];
  renderPage(<Reasons report={runReport({ refusals: [{ code: "1401", message: "value is not one of the enum", count: 5, column: "gender", examples }] })} />, fakePlatform());
  expect(screen.getByText("“value is not one of the enum” · gender · 1401")).toBeTruthy();
  expect(screen.getByText(/Rows 17, 40/)).toBeTruthy();
});
