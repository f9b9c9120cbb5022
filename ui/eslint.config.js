// The rooms of the page and the arrows between them: app → features → components, platform, i18n → generated.
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const tauri = { group: ["@tauri-apps/*"], message: "Only platform/tauri.ts talks to the program." };
const room = (files, ...forbidden) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [tauri, ...forbidden.map((name) => ({ group: [`**/${name}/**`], message: `This room does not look into ${name}/.` }))] }] },
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/generated"] },
  tseslint.configs.strict,
  hooks.configs.flat["recommended-latest"],
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
      "no-restricted-imports": ["error", { patterns: [tauri] }],
      "no-restricted-syntax": ["error", { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Text is text." }, { selector: "MemberExpression[property.name='innerHTML']", message: "Text is text." }],
      "no-console": "error",
    },
  },
  room(["src/features/history/**"], "app", "upload", "connections", "schedules"),
  room(["src/features/upload/**"], "app", "history", "connections", "schedules"),
  room(["src/features/connections/**"], "app", "history", "upload", "schedules"),
  room(["src/features/schedules/**"], "app", "history", "upload", "connections"),
  room(["src/components/**", "src/platform/**", "src/i18n/**"], "app", "features"),
  { files: ["src/platform/tauri.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["src/test/**", "src/**/*.test.{ts,tsx}"], rules: { "no-restricted-imports": "off" } },
);
