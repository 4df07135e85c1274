// Which pages a built portal has, and which of them stand for all: nothing here knows an id.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './portals.js';

/** A page query's path as a pattern: `penyedia/{supplier_id}` is one part, then another. */
function queryFamilies() {
  const folder = path.join(root, 'queries/pages');
  const families = readdirSync(folder).filter((name) => name.endsWith('.sql')).map((name) => {
    const header = readFileSync(path.join(folder, name), 'utf8').split('+++')[1] ?? '';
    const line = header.match(/^path = "(.*)"$/m);
    if (!line) throw new Error(`${name} names no path`);
    return line[1];
  });
  return families.map((name) => family(name, name.replace(/\{[^}]*\}/g, '*')));
}

/** Pages that people write, and the one for what is not found. */
function otherFamilies() {
  const folder = path.join(root, 'site/content');
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.md'));
  const bare = names.map((name) => name.replace(/(^|\/)_index\./, '$1').replace(/(\.[a-z]{2})?\.md$/, ''));
  return [...new Set(bare), '404.html'].map((name) => family(name, name));
}

function family(name, pattern) {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { name, wild: parts.length - 1, matches: new RegExp(`^${parts.join('[^/]+')}$`) };
}

function htmlFiles(folder, below = '') {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory()) return htmlFiles(folder, name);
    return entry.name.endsWith('.html') ? [name] : [];
  });
}

/** The portal's languages, the default one first: `{code, prefix}`. */
export function languages(folder) {
  const home = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const own = home.match(/<html lang="([a-z-]+)"/)[1];
  const all = [...home.matchAll(/<link rel="alternate" hreflang="([a-z-]+)"/g)].map((match) => match[1]);
  return [own, ...all.filter((code) => code !== own)].map((code) => ({ code, prefix: code === own ? '' : `${code}/` }));
}

/** Whatever is no break in a line: long words are what pushes a page sideways. */
function longestWord(file) {
  const text = readFileSync(file, 'utf8').replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, '_');
  return text.split(/\s/).reduce((longest, word) => Math.max(longest, word.length), 0);
}

function greatest(pages, measure) {
  const measured = pages.map((page) => ({ page, by: measure(page) }));
  return measured.reduce((best, one) => (one.by > best.by ? one : best)).page;
}

/**
 * Of each family the largest page, the smallest, and the one with the longest word; in each further
 * language, where the words are others and the data the same, the largest.
 * Returns `{pages, strangers, families}`; strangers are files that no query and no content explains.
 */
export function sample(folder) {
  const known = [...queryFamilies(), ...otherFamilies()].sort((one, two) => one.wild - two.wild);
  const tongues = languages(folder);
  const groups = new Map();
  const strangers = [];
  for (const file of htmlFiles(folder).sort()) {
    const language = tongues.find(({ prefix }) => prefix && file.startsWith(prefix)) ?? tongues[0];
    const bare = file.slice(language.prefix.length).replace(/(^|\/)index\.html$/, '');
    const kind = known.find(({ matches }) => matches.test(bare));
    if (!kind) {
      strangers.push(file);
      continue;
    }
    const address = bare.endsWith('.html') ? bare : bare && `${bare}/`;
    const page = { file, family: kind.name, language, address, url: `/${language.prefix}${address}` };
    const group = `${language.code} ${kind.name}`;
    groups.set(group, [...(groups.get(group) ?? []), page]);
  }
  const place = (page) => path.join(folder, page.file);
  const size = (page) => statSync(place(page)).size;
  const chosen = [...groups.values()].flatMap((all) => {
    if (all[0].language !== tongues[0]) return [greatest(all, size)];
    return [...new Set([greatest(all, size), greatest(all, (page) => -size(page)), greatest(all, (page) => longestWord(place(page)))])];
  });
  return { pages: chosen, strangers, families: new Set(chosen.map((page) => page.family)) };
}
