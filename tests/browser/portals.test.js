// Built portals as readers meet them: in a browser, through a screen reader's eyes, and to an HTML checker.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
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

for (const { name, folder, skip } of built) {
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
      assert.ok(families.size >= 20, `only ${families.size} families: ${[...families].join(', ')}`);
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

    describe('its pages', { concurrency: 2 }, () => {
      for (const wanted of pages) {
        test(`${wanted.url} [${wanted.family}]`, async () => {
          const look = { origin: server.origin, wanted, languages: tongues, answers, seen };
          assert.deepEqual(await browser.lend((set) => faultsOf(set, look, name)), []);
        });
      }
    });

    test('its lists have facets and pages', () => {
      assert.ok(seen.facets > 100 && seen.paging > 10, `only ${seen.facets} facets and ${seen.paging} links to other pages were found`);
    });
  });
}
