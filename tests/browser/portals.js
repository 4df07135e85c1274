// The portals that are looked at, each built anew by the program into tests/artefacts/browser.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const artefacts = path.join(root, 'tests/artefacts/browser');

/** Real OCDS files beside the checkout: other currencies, languages, lengths and gaps. */
const publishers = ['uk-contracts-finder', 'portugal-impic', 'mexico-gacm', 'mexico-cdmx', 'wales-sell2wales', 'paraguay-dncp', 'fictional-1.1'];

export function program() {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
  const file = process.env.PANTAU ?? path.join(target, 'release/pantau');
  if (!existsSync(file)) throw new Error(`there is no program at ${file}: build it, or say where it is with PANTAU`);
  return file;
}

function build(folder, more, out = path.join(folder, 'public')) {
  const run = spawnSync(program(), ['build', folder, '--no-cache', '--out', out, ...more], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`pantau build ended with ${run.status}\n${run.stderr}`);
  return out;
}

function scratch(name) {
  const folder = path.join(artefacts, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The default portal's settings and sources, a tenth as large; most pages in packs if there may be few files. */
function fictional(name, pageFiles) {
  const folder = scratch(name);
  const config = readFileSync(path.join(root, 'site/config.toml'), 'utf8');
  const small = config.replace('scale = 1.0', 'scale = 0.1');
  if (small === config) throw new Error("the sample's scale was not found in site/config.toml");
  const packed = pageFiles ? small.replace('\n[extra.portal]\n', `\n[extra.portal]\npage_files = ${pageFiles}\n`) : small;
  mkdirSync(path.join(folder, 'site'));
  writeFileSync(path.join(folder, 'site/config.toml'), packed);
  cpSync(path.join(root, 'datasets/sources'), path.join(folder, 'datasets/sources'), { recursive: true });
  cpSync(path.join(root, 'site/static/foto'), path.join(folder, 'site/static/foto'), { recursive: true });
  return build(folder, []);
}

/** Real files of a regency, as its own portal shows them: purchases of one, the budget of another. */
function regency(name) {
  if (!existsSync(path.join(root, '../shared/data/indonesia'))) return undefined;
  return build(path.join(root, 'tests/cases', name), [], path.join(scratch(name), 'public'));
}

function ocds() {
  const data = path.join(root, '../shared/data/ocds');
  const found = publishers.map((name) => path.join(data, name)).filter((place) => existsSync(place));
  if (found.length === 0) return undefined;
  return build(scratch('ocds'), ['--base-url', 'https://ocds.pantau.example', '--from', ...found]);
}

/** `{name, folder}` of each, and `budgetOnly` of one without purchases; without `folder`, `skip` says why. */
export function portals() {
  const real = (name, folder) => (folder ? { name, folder } : { name, skip: `real data ${name} are not beside this checkout` });
  return [{ name: 'fictional', folder: fictional('fictional') }, real('bandung', regency('bandung')), { ...real('bojonegoro', regency('bojonegoro')), budgetOnly: true }, real('ocds', ocds())];
}

/** The same portal with its pages as files, and with most of them in packs. */
export function looseAndPacked() {
  return { loose: fictional('loose'), packed: fictional('packed', 300) };
}

/** The portal whose speed is told. */
export function measured() {
  return fictional('measured');
}

/** The portal whose search is tried. */
export function searched() {
  return fictional('search');
}
