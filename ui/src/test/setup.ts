/** What jsdom lacks and Spectrum asks for. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);
// Nothing here measures speed, and a page that is loaded when first needed is compiled then: seconds on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

vi.stubGlobal("matchMedia", (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
vi.stubGlobal(
  "IntersectionObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
vi.stubGlobal("CSS", { escape: (text: string) => text, supports: () => false });
// A virtual table shows what fits: without a size that would be nothing.
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 1000 });
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 1000 });
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.getAnimations = () => [];
