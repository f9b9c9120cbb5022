/** What has to be done before a file can be sent: the accent button says the next of these. */
import type { CheckReport } from "../../../generated/CheckReport";
import type { FieldView } from "../../../generated/FieldView";
import type { MappingSet } from "../../../generated/MappingSet";
import type { Checking } from "../flow";

export type Duty =
  | { is: "wait" }
  | { is: "check again" }
  | { is: "choose e-mail" }
  | { is: "choose required"; field: FieldView }
  | { is: "answer"; count: number; column: string }
  | { is: "see rejects" }
  | { is: "continue" };

export function hasIdentity(mapping: MappingSet): boolean {
  const { field, column } = mapping.identity.primary;
  if (column !== undefined) return true;
  return mapping.fields.some((f) => f.field === field);
}

/** Fields that the schema requires at its root, without which no row could go. */
export function requiredFields(fields: FieldView[], mapping: MappingSet): { open: FieldView[]; count: number } {
  const required = fields.filter((f) => f.required && !f.path.includes("."));
  return { open: required.filter((f) => !mapping.fields.some((m) => m.field === f.path)), count: required.length };
}

function ofReport(report: CheckReport): Duty {
  const question = report.questions[0];
  if (question) return { is: "answer", count: report.questions.length, column: question.column };
  return report.rows.send + report.rows.unchanged === 0 ? { is: "see rejects" } : { is: "continue" };
}

export function dutyOf({ mapping, inspected, check }: Checking): Duty {
  if (!hasIdentity(mapping)) return { is: "choose e-mail" };
  const open = requiredFields(inspected.fields, mapping).open[0];
  if (open) return { is: "choose required", field: open };
  switch (check.is) {
    case "busy":
      return { is: "wait" };
    case "done":
      return ofReport(check.report);
    case "failed":
    case "stopped":
      return { is: "check again" };
  }
}
