// Built portals as readers meet them: in a browser, through a screen reader's eyes, and to an HTML checker.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch } from './browser.js';
import { faultsOf } from './checks.js';
import { host } from './host.js';
import { check } from './html.js';
import { Answers } from './links.js';
import { languages, sample } from './pages.js';
import { portals } from './portals.js';

const built = portals();
const browser = await launch();
after(() => browser.close());

for (const { name, folder, skip, budgetOnly } of built) {
  if (skip) {
    test(`the portal ${name}`, { skip }, () => {});
    continue;
  }
  const tongues = languages(folder);
  const { pages, strangers, families } = sample(folder);
  const server = await host(folder);
  after(() => server.close());

  const seen = { facets: 0, paging: 0 };
  const answers = new Answers();

  describe(`the portal ${name}`, () => {
    test('every page belongs to a family, and the families are there in both languages', () => {
      assert.deepEqual(strangers, []);
      assert.equal(tongues.length, 2);
      assert.equal(families.has('paket/{ocid}'), !budgetOnly);
      assert.ok(families.size >= (budgetOnly ? 15 : 20), `only ${families.size} families: ${[...families].join(', ')}`);
      for (const family of families) {
        const codes = pages.filter((page) => page.family === family).map((page) => page.language.code);
        assert.equal(new Set(codes).size, 2, family);
      }
    });

    test('its HTML is correct', async (t) => {
      const { errors, warnings } = await check(folder, pages.map((page) => page.file));
      for (const warning of [...new Set(warnings)].slice(0, 20)) t.diagnostic(`warning: ${warning}`);
      assert.deepEqual(errors, []);
    });

    test('its pages are light, packed as hosts pack them', () => {
      const packed = (file) => gzipSync(readFileSync(path.join(folder, file))).length;
      const style = packed('style.css');
      assert.ok(style > 1000 && style <= 12 << 10, `the style sheet has ${style} bytes`);
      const heavy = pages.flatMap(({ file, family }) => {
        const scripts = [...readFileSync(path.join(folder, file), 'utf8').matchAll(/<script src="\/([^"]+)"/g)].map(([, name]) => packed(name));
        const page = packed(file);
        const whole = scripts.reduce((sum, bytes) => sum + bytes, page + style);
        const most = family.startsWith('paket/{') ? 14 << 10 : Infinity;
        return page > most || whole > 30 << 10 ? [`${file}: ${page} bytes, ${whole} with what it loads`] : [];
      });
      assert.deepEqual(heavy, []);
    });

    if (!budgetOnly) test('a process prints on one sheet of A4', async () => {
      const processes = pages.filter((page) => page.family === 'paket/{ocid}');
      assert.ok(processes.length >= 2, 'no page of a process');
      const sheets = await browser.lend(async ({ desk: { page } }) => {
        const counts = [];
        for (const { url } of processes) {
          await page.goto(server.origin + url);
          const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
          counts.push([url, pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length]);
        }
        return counts;
      });
      // Those with very many bids or payments go on.
      const one = sheets.filter(([, count]) => count === 1);
      assert.ok(one.length >= sheets.length / 2 && sheets.every(([, count]) => count <= 4), JSON.stringify(sheets));
    });

    describe('its pages', { concurrency: 2 }, () => {
      for (const wanted of pages) {
        test(`${wanted.url} [${wanted.family}]`, async () => {
          // Only a portal of its own knows where it will stand.
          const look = { origin: server.origin, wanted, addressed: name === 'fictional', languages: tongues, answers, seen };
          assert.deepEqual(await browser.lend((set) => faultsOf(set, look, name)), []);
        });
      }
    });

    if (!budgetOnly) test('its lists have facets and pages', () => {
      assert.ok(seen.facets > 100 && seen.paging > 10, `only ${seen.facets} facets and ${seen.paging} links to other pages were found`);
    });
  });
}
