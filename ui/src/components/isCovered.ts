/** Whether a dialog lies above the page. A toast calls itself one too, but leaves the page alone. */
export function isCovered(): boolean {
  const above = document.querySelectorAll("[role=dialog], [role=alertdialog]");
  return [...above].some((dialog) => dialog.closest("[data-react-aria-top-layer]") === null);
}
