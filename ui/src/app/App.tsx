/** Learns language and what came with the start, then shows the window. */
import { Provider } from "@react-spectrum/s2/Provider";
import { useEffect, useState } from "react";
import { MessagesProvider } from "../components/messages/MessagesProvider";
import type { Session } from "../generated/Session";
import { languageOf, Words } from "../i18n";
import { PlatformProvider, type Platform } from "../platform";
import { Frame } from "./Frame";

export function App({ platform }: { platform: Platform }) {
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => {
    let here = true;
    platform.session().then(
      (found) => here && setSession(found),
      // Without a session there is still a page to say what is wrong, in the browser's language.
      () => here && setSession({ version: "", locale: navigator.language, pending: null, running: null, schedule: null, reset: null }),
    );
    return () => {
      here = false;
    };
  }, [platform]);
  if (!session) return null;
  // Numbers and dates follow the language of the words: one page, one manner of writing.
  const locale = languageOf(session.locale) === session.locale.split(/[-_]/)[0]?.toLowerCase() ? session.locale.replace("_", "-") : "en-GB";
  return (
    <Provider locale={locale} background="layer-1">
      <Words locale={locale}>
        <PlatformProvider platform={platform}>
          <MessagesProvider>
            <Frame session={session} />
          </MessagesProvider>
        </PlatformProvider>
      </Words>
    </Provider>
  );
}
