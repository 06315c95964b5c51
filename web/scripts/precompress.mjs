// Writes .br and .gz beside every text asset of dist/, so that the server never compresses while somebody waits.
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const DIST = new URL("../dist", import.meta.url).pathname;
const TEXT = /\.(html|js|css|svg|json|txt|webmanifest)$/;
const SMALLEST = 600; // bytes: below this the header of a compressed answer eats the gain

async function* filesIn(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

async function compress(path) {
  const bytes = await readFile(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  const [brotli, gz] = await Promise.all([promisify(brotliCompress)(bytes, quality), promisify(gzip)(bytes, { level: 9 })]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gz)]);
  return [bytes.length, brotli.length];
}

let raw = 0;
let packed = 0;
for await (const path of filesIn(DIST)) {
  if (!TEXT.test(path) || (await stat(path)).size < SMALLEST) continue;
  const [before, after] = await compress(path);
  raw += before;
  packed += after;
}
const kilo = (bytes) => `${Math.round(bytes / 1024)} kB`;
process.stdout.write(`precompressed dist: ${kilo(raw)} of text became ${kilo(packed)} as brotli\n`);
