import { expect, test } from "vitest";
import type { Inspected } from "../../../../generated/Inspected";
import type { MappingSet } from "../../../../generated/MappingSet";
import { checkReport, opened } from "../../../../test/data";
import { grid, newsletter } from "../../../../test/people";
import type { Checking } from "../../flow";
import { speakers } from "./consent";
import { chosenNow, numberOfLayout, wayOf } from "./identity";
import { besides, toldBy, unsentColumns, usesOf } from "./uses";

function flowOf(inspected: Inspected = grid(), mapping: MappingSet = inspected.mapping): Checking {
  // What was changed has no part in what becomes of columns.
  return { at: "check", opened, inspected, mapping, check: { is: "busy", progress: null }, round: 1, preview: [], newAddresses: false } as unknown as Checking;
}

const names = (flow: Checking) => unsentColumns(flow).map(({ name }) => name);

test("a column that goes out as identity only is no column that is not sent", () => {
  const flow = flowOf();
  expect(names(flow)).toEqual(["store_id", "taxvat"]);
  expect(besides(flow)).toEqual([{ column: "ID", fields: [], identity: "CustomerId" }]);
  // The e-mail address is an identity by its field, which shows it itself.
  expect(usesOf(flow.mapping, flow.inspected.fields).get("email")).toEqual({ fields: ["personalEmail.address"], identity: "Email" });
});

test("what the check found outranks the mapping: a number that no record carries is not sent", () => {
  const report = { ...checkReport(), columns: [{ name: "ID", field: null, fields: [], identity: null, sent: false, blocked: null }] };
  const flow: Checking = { ...flowOf(), check: { is: "done", report } };
  expect(names(flow)).toContain("ID");
  expect(besides(flow)).toEqual([]);
});

test("all targets of a column are there, also those within another column's value", () => {
  const flow = flowOf(newsletter());
  expect(besides(flow)).toEqual([{ column: "EMAIL_BLACKLISTED", fields: ["consents.marketing.email.val"], identity: null }]);
  const twice: MappingSet = { ...flow.mapping, identity: { primary: { namespace: "ShopifyId", column: "store_id" }, others: [] }, fields: [...flow.mapping.fields, { column: "store_id", field: "tenant.store2", recipe: [] }] };
  expect(besides(flowOf(newsletter(), twice))).toContainEqual({ column: "store_id", fields: [], identity: "ShopifyId" });
});

test("the numbers of a file are Commerce's only where its layout proves it", () => {
  expect(numberOfLayout(grid())).toEqual({ column: "ID", namespace: "CustomerId" });
  const other: Inspected = grid();
  expect(numberOfLayout({ ...other, inspection: { ...other.inspection, layout: null } })).toBeNull();
  expect(chosenNow(flowOf())).toEqual({ by: "commerce", column: null, namespace: null });
  expect(chosenNow(flowOf({ ...other, inspection: { ...other.inspection, layout: null } }))).toEqual({ by: "other", column: "ID", namespace: "CustomerId" });
});

test("a choice is whole when column and system are said", () => {
  const flow = flowOf();
  expect(wayOf({ by: "email", column: "ID", namespace: "ShopifyId" }, flow, null)).toEqual({ column: null, namespace: "Email" });
  expect(wayOf({ by: "other", column: "ID", namespace: null }, flow, null)).toBeNull();
  expect(wayOf({ by: "other", column: null, namespace: "ShopifyId" }, flow, null)).toBeNull();
  expect(wayOf({ by: "other", column: "ID", namespace: "ShopifyId" }, flow, null)).toEqual({ column: "ID", namespace: "ShopifyId" });
  // The schema's own field leaves only the column open.
  expect(wayOf({ by: "email", column: null, namespace: null }, flow, { path: "tenant.crm", namespace: "Crm" })).toBeNull();
  expect(wayOf({ by: "other", column: "ID", namespace: "Crm" }, flow, { path: "tenant.crm", namespace: "Crm" })).toEqual({ column: "ID", namespace: "Crm" });
});

test("what tells customers apart is the mapping's, until the check has read it", () => {
  const flow = flowOf();
  expect(toldBy(flow).map(({ namespace, column }) => [namespace, column])).toEqual([["CustomerId", "ID"], ["Email", "email"]]);
  const changed = { ...flow.mapping, identity: { primary: { namespace: "Email", field: "personalEmail.address" }, others: [] } };
  expect(toldBy(flowOf(grid(), changed)).map(({ namespace }) => namespace)).toEqual(["Email"]);
  const report = { ...checkReport(), identities: [{ namespace: "Crm", column: "ID", field: "tenant.crm", primary: true, count: 3 }] };
  expect(toldBy({ ...flow, check: { is: "done", report } })).toEqual(report.identities);
});

test("columns about consent are told with what they say, those that were left out too", () => {
  const set = newsletter();
  const mapping: MappingSet = { ...set.mapping, left_out: ["SMS_OPTOUT"], fields: [...set.mapping.fields, { column: "call", field: "consents.marketing.call.val", recipe: [] }] };
  expect(speakers(mapping)).toEqual([
    { column: "opt_in", says: "grants" },
    { column: "EMAIL_BLACKLISTED", says: "objects" },
    { column: "call", says: "unclear" },
    { column: "SMS_OPTOUT", says: "left_out" },
  ]);
});
