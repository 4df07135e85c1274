// Search: what people type finds what they mean, for few bytes, on any host that serves files.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch } from './browser.js';
import { host } from './host.js';
import { searched } from './portals.js';

const folder = searched();
const browser = await launch();
const server = await host(folder);
after(() => Promise.all([browser.close(), server.close()]));

const read = (name) => readFileSync(path.join(folder, 'search', name), 'utf8');
const index = JSON.parse(read('index.json'));
const files = (below) => readdirSync(path.join(folder, 'search', below)).sort((one, two) => parseInt(one) - parseInt(two));

/** All entries, in their order. */
const entries = files('e').flatMap((name) => read(`e/${name}`).trimEnd().split('\n')).map((line, number) => {
  const [place, titles, detail] = line.split('\t');
  const kind = index.kinds.filter(([, first]) => first <= number).at(-1)[0];
  return { number, kind, place, titles: titles.split('\u001f'), detail };
});
const plain = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
const words = (text) => plain(text).split(/[^\p{Alphabetic}\p{N}]+/u).filter((word) => word && !index.forms.includes(word));

test('the index has all that can be found, in small files', () => {
  assert.equal(entries.length, index.entries);
  for (const kind of ['supplier', 'buyer', 'process', 'dataset', 'guide']) {
    assert.ok(entries.some((entry) => entry.kind === kind), `no ${kind} can be found`);
  }
  for (const { place } of entries) {
    const [page, part] = place.split('#');
    for (const prefix of ['', 'en/']) {
      const file = path.join(folder, prefix, page, 'index.html');
      assert.ok(existsSync(file), prefix + place);
      if (part) assert.ok(readFileSync(file, 'utf8').includes(` id="${part}"`), prefix + place);
    }
  }
  for (const below of ['e', 'w', 's']) {
    for (const name of files(below)) {
      assert.ok(statSync(path.join(folder, 'search', below, name)).size <= 50_000, `${below}/${name} is too large`);
      assert.ok(gzipSync(read(`${below}/${name}`)).length <= 50_000);
    }
  }
  const listed = files('w').flatMap((name) => read(`w/${name}`).trimEnd().split('\n')).map((line) => line.split('\t'));
  assert.deepEqual(listed.map(([word]) => word), listed.map(([word]) => word).sort());
  // Each word of each title leads to its entry, unless weightier ones of its kind fill the list.
  const lists = new Map(listed.map(([word, total, steps]) => {
    let before = 0;
    return [word, { total: Number(total), numbers: new Set(steps.split(' ').map((step) => (before += parseInt(step, 36)))) }];
  }));
  for (const { number, titles } of entries) {
    for (const word of titles.flatMap(words)) {
      const list = lists.get([...word].slice(0, 24).join(''));
      assert.ok(list.numbers.has(number) || list.total > index.most, `${word} does not lead to ${titles[0]}`);
    }
  }
});

/** Searches as people do; gives the results' paths below the portal, and the bytes that it took. */
async function search(reader, query, page = '/cari/') {
  let bytes = 0;
  const count = async (response) => {
    if (/\/search(\.js|\/)/.test(response.url())) bytes += (await response.body()).length;
  };
  reader.page.on('response', count);
  await reader.open(`${server.origin}${page}?q=${encodeURIComponent(query)}`);
  await reader.page.waitForFunction(() => document.querySelector('#cari-kabar').textContent !== '');
  reader.page.off('response', count);
  const found = await reader.page.$$eval('#cari-hasil a', (links) => links.map((link) => decodeURIComponent(new URL(link.href).pathname)));
  assert.deepEqual(reader.trouble, []);
  return { found, bytes, news: await reader.page.textContent('#cari-kabar') };
}

/** A supplier whose name is its own, of two words or more that may be mistyped. */
const supplier = entries.find(({ kind, titles: [title] }) => {
  const own = words(title);
  const same = entries.filter((other) => words(other.titles[0]).join('') === own.join(''));
  return kind === 'supplier' && same.length === 1 && own.length > 1 && own.every((word) => /^[a-z]{4,14}$/.test(word));
});
const own = words(supplier.titles[0]);
const longest = own.reduce((one, two) => (two.length > one.length ? two : one));
const typed = (word) => own.map((one) => (one === longest ? word : one)).join(' ');
const at = longest.length >> 1;

const ways = {
  'its name': supplier.titles[0],
  'small letters and no form of firm': own.join(' '),
  'capital letters and another form': `TBK ${own.join(' ').toUpperCase()}`,
  'words in another order': [...own].reverse().join(' '),
  'beginnings of words': own.map((word) => word.slice(0, -1)).join(' '),
  'no spaces': own.join(''),
  'a space too many': typed(`${longest.slice(0, at)} ${longest.slice(at)}`),
  'a letter too few': typed(longest.slice(0, at) + longest.slice(at + 1)),
  'a letter too many': typed(`${longest.slice(0, at)}q${longest.slice(at)}`),
  'a wrong letter': typed(`${longest.slice(0, at)}q${longest.slice(at + 1)}`),
  'a wrong first letter': typed(`q${longest.slice(1)}`),
  'two letters in each other\'s place': typed(longest.slice(0, 1) + longest[2] + longest[1] + longest.slice(3)),
};

describe('a supplier is found by', () => {
  for (const [way, query] of Object.entries(ways)) {
    test(way, () => browser.lend(async ({ desk }) => {
      const { found, bytes } = await search(desk, query);
      assert.ok(found.includes(`/${supplier.place}`), `${query}: ${found}`);
      assert.ok(bytes <= 400_000, `${bytes} bytes`);
    }));
  }
});

test('a process is found by its code', () => browser.lend(async ({ desk }) => {
  const process = entries.find(({ kind, place }) => kind === 'process' && /^paket\/[a-z]+-[0-9]+\/$/.test(place));
  const { found } = await search(desk, process.place.split('/')[1]);
  assert.ok(found.includes(`/${process.place}`), found.join());
}));

test('the first result takes at most 120 KB, packed as hosts do', () => browser.lend(async ({ phone }) => {
  let bytes = 0;
  const count = async (response) => {
    if (/\/search(\.js|\/)/.test(response.url())) bytes += gzipSync(await response.body()).length;
  };
  phone.page.on('response', count);
  const { found } = await search(phone, supplier.titles[0]);
  phone.page.off('response', count);
  assert.ok(found.length > 0 && bytes > 0 && bytes <= 120_000, `${bytes} bytes`);
}));

test('results stand by kind, in the reader\'s language, and more are shown on demand', () => browser.lend(async ({ phone }) => {
  const [[common, count]] = Object.entries(entries.filter(({ kind }) => kind === 'process').flatMap(({ titles }) => [...new Set(words(titles[0]))])
    .reduce((counts, word) => ({ ...counts, [word]: (counts[word] ?? 0) + 1 }), {})).filter(([word]) => word.length > 4).sort((one, two) => two[1] - one[1]);
  assert.ok(count > 20, `${common} is in ${count} titles only`);
  const { found } = await search(phone, common, '/en/cari/');
  assert.ok(found.length > 0 && found.every((place) => place.startsWith('/en/')), found.join());
  const headings = await phone.page.$$eval('#cari-hasil h2', (all) => all.map((one) => one.textContent));
  assert.ok(headings.some((heading) => /^Processes \([\d,]+\)$/.test(heading)), headings.join());
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 360);
  await phone.page.click('#cari-hasil section:has(a[href*="/paket/"]) button');
  await phone.page.waitForFunction((before) => document.querySelectorAll('#cari-hasil a').length > before, found.length);
}));

test('with the keyboard alone, from any page', () => browser.lend(async ({ desk }) => {
  await desk.open(`${server.origin}/paket/`);
  await desk.page.focus('.find input');
  await desk.page.keyboard.type(own.join(' '));
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('#cari-hasil a');
  assert.equal(await desk.page.inputValue('#cari-kata'), own.join(' '));
  await desk.page.focus('#cari-kata');
  for (let steps = 0; steps < 5; steps++) {
    await desk.page.keyboard.press('Tab');
    if (await desk.page.evaluate(() => document.activeElement.closest('#cari-hasil') !== null)) break;
  }
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForURL(`${server.origin}/${supplier.place}`);
}));

test('what is nowhere is told, and what is typed is only ever text', () => browser.lend(async ({ desk }) => {
  const { found, news } = await search(desk, 'zzzqqqxxx');
  assert.equal(found.length, 0);
  assert.match(news, /Tidak ditemukan/);
  await search(desk, '<img src=x onerror=alert(1)>');
  assert.equal(await desk.page.$$eval('main img, #cari-hasil script', (all) => all.length), 0);
}));

test('without scripts the lists lead on', () => browser.lend(async ({ plain: reader }) => {
  await reader.open(`${server.origin}/cari/?q=x`);
  assert.ok(await reader.page.isVisible('noscript p'));
  assert.ok(await reader.page.isVisible('main a[href="/penyedia/"]'));
}));
