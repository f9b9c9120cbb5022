/** Shows a part of the page with everything that it needs around it. */
import { Provider } from "@react-spectrum/s2/Provider";
import { render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import { MessageLine } from "../components/messages/MessageLine";
import { MessagesProvider } from "../components/messages/MessagesProvider";
import { Words } from "../i18n";
import { PlatformProvider, type Platform } from "../platform";

export function renderPage(page: ReactNode, platform: Platform, locale = "en-GB") {
  return render(
    <Provider locale={locale} background="layer-1">
      <Words locale={locale}>
        <PlatformProvider platform={platform}>
          <MessagesProvider>
            {page}
            <MessageLine />
          </MessagesProvider>
        </PlatformProvider>
      </Words>
    </Provider>,
  );
}

/** The rules that axe finds broken; colours need a real window and are looked at there. */
export async function broken(root: Element): Promise<string[]> {
  const { violations } = await axe.run(root, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}
