/** Starts the page. Without the desktop program (a browser, while developing) it shows invented data. */
import "@react-spectrum/s2/page.css";
import "@fontsource-variable/source-sans-3/wght.css";
import "./fonts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import type { Platform } from "./platform";

async function platform(): Promise<Platform> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    return (await import("./test/fake")).fakePlatform();
  }
  return (await import("./platform/tauri")).desktop;
}

void platform().then((found) => {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no #root");
  createRoot(root).render(
    <StrictMode>
      <App platform={found} />
    </StrictMode>,
  );
});
