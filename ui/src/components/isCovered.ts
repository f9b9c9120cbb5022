/** Whether a dialog lies above the page. */
export function isCovered(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}
