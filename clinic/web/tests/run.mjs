// Runs the suites of this page and prints TAP. Tests are TypeScript; esbuild
// turns each file into one module that node runs.
//   node tests/run.mjs [unit|page|clinic|given|way]... [--only=PART OF A FILE'S NAME]
// unit: logic alone; page: Chromium and a double of the server; clinic: Chromium and the real program
// (LANDFALL_CLINIC_BIN, else LANDFALL_BIN/landfall-clinic, else build/bin); given: a running server;
// way: the server of tests/integration/way_test.py, which runs this suite.
// Exit 0 only when everything passed. A suite that cannot run is a failure, never a skip.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
/** @type {Record<string, { folder: string, needsPage: boolean }>} */
const suites = {
  unit: { folder: "src", needsPage: false },
  page: { folder: "tests/page", needsPage: true },
  clinic: { folder: "tests/clinic", needsPage: true },
  given: { folder: "tests/given", needsPage: false },
  way: { folder: "tests/way", needsPage: false },
};

const only = process.argv.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--only="));
for (const name of wanted) {
  if (!(name in suites) && name !== "--shots") {
    console.error(`unknown suite ${name}; there are ${Object.keys(suites).join(", ")}`);
    process.exit(2);
  }
}

/** @param {string} folder @param {string} ending */
function filesBelow(folder, ending) {
  return readdirSync(join(web, folder), { recursive: true })
    .map((name) => join(web, folder, String(name)))
    .filter((name) => name.endsWith(ending))
    .sort();
}

// The other suites need a server and are asked for by name.
const chosen = wanted.length > 0 ? wanted : ["unit", "page"];
const shots = chosen.includes("--shots");
const sources = shots
  ? [join(web, "tests/shots.ts")]
  : chosen
      .flatMap((name) => filesBelow(suites[name]?.folder ?? "", ".test.ts"))
      .filter((name) => name.includes(only ?? ""));
if (sources.length === 0) {
  console.error("no test file is called so");
  process.exit(2);
}

if (
  (shots || chosen.some((name) => suites[name]?.needsPage)) &&
  !existsSync(`${web}/dist/index.html`)
) {
  console.error("clinic/web/dist is missing: run `npm run build` first");
  process.exit(1);
}

// Beside the packages, so that the modules find them.
const out = mkdtempSync(join(web, "node_modules/.tests-"));
let status = 1;
try {
  await build({
    entryPoints: sources,
    outdir: out,
    outbase: web,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node18",
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const built = sources.map((name) => join(out, relative(web, name)).replace(/\.ts$/, ".mjs"));
  const options = shots
    ? ["--enable-source-maps", ...built]
    : ["--enable-source-maps", "--test", "--test-reporter=tap", ...built];
  status = await new Promise((done) => {
    const node = spawn(process.execPath, options, {
      stdio: "inherit",
      env: { ...process.env, LANDFALL_WEB: web, TZ: "Europe/London" },
    });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
      process.on(signal, () => node.kill(signal));
    node.on("exit", (code) => done(code ?? 1));
  });
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(status);
