/** The keys that work in the window. */
import { Button } from "@react-spectrum/s2/Button";
import { Dialog } from "@react-spectrum/s2/Dialog";
import { ButtonGroup, Content, Heading } from "@react-spectrum/s2";
import { style } from "@react-spectrum/s2/style" with { type: "macro" };
import { useWords } from "../../i18n";

const KEYS = ["pages", "choose", "accent", "back", "undo", "redo", "panes", "search", "manual"] as const;

const table = style({ font: "body", width: "full", borderCollapse: "collapse" });
const cell = style({ textAlign: "start", verticalAlign: "top", paddingY: 8, paddingEnd: 16, borderStyle: "solid", borderColor: "gray-200", borderBottomWidth: 1, borderTopWidth: 0, borderXWidth: 0, fontWeight: "normal" });
const keys = style({ font: "code-sm", whiteSpace: "nowrap" });

export function KeysDialog() {
  const t = useWords();
  // A Mac's keys have other names.
  const command = /Mac/.test(navigator.platform) ? "⌘" : "Ctrl";
  return (
    <Dialog size="M">
      {({ close }) => (
        <>
          <Heading slot="title">{t("help-keys")}</Heading>
          <Content>
            <table className={table} data-testid="keys">
              <tbody>
                {KEYS.map((name) => (
                  <tr key={name}>
                    <th scope="row" className={cell}>
                      {t(`keys-${name}`)}
                    </th>
                    <td className={cell}>
                      <kbd className={keys}>{t(`keys-${name}-press`, { command })}</kbd>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Content>
          <ButtonGroup>
            <Button variant="accent" onPress={close} autoFocus>
              {t("close")}
            </Button>
          </ButtonGroup>
        </>
      )}
    </Dialog>
  );
}
