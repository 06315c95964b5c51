// Fails when the entry (what the page itself asks for) or any later chunk grows past its budget (gzip bytes).
import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const ENTRY_LIMIT = 200 * 1024;
const ROUTE_LIMIT = 200 * 1024;

const gzipped = async (path) => gzipSync(await readFile(new URL(path, DIST)), { level: 9 }).length;
const kilo = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;

const html = await readFile(new URL("index.html", DIST), "utf8");
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
let entry = 0;
for (const path of first) entry += await gzipped(path);

const late = (await readdir(new URL("assets/", DIST)))
  .filter((name) => /\.(js|css)$/.test(name) && !first.includes(`assets/${name}`))
  .map((name) => `assets/${name}`);
const sizes = await Promise.all(late.map(async (path) => [await gzipped(path), path]));
sizes.sort((a, b) => b[0] - a[0]);

process.stdout.write(`entry ${kilo(entry)} gzip (limit ${kilo(ENTRY_LIMIT)}) from ${first.length} files\n`);
for (const [size, path] of sizes.slice(0, 6)) process.stdout.write(`  later: ${kilo(size).padStart(9)}  ${path}\n`);

const tooBig = sizes.filter(([size]) => size > ROUTE_LIMIT).map(([, path]) => path);
if (entry > ENTRY_LIMIT) tooBig.unshift("the entry");
if (tooBig.length > 0) {
  process.stderr.write(`over budget: ${tooBig.join(", ")}\n`);
  process.exit(1);
}
