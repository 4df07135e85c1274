// The checks themselves: on a site with a fault on each page, they find every fault, and none where there is none.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { broken, brokenSite } from './broken.js';
import { launch } from './browser.js';
import { faultsOf } from './checks.js';
import { host } from './host.js';
import { check } from './html.js';
import { Answers } from './links.js';

const browser = await launch();
const site = brokenSite();
const server = await host(site.folder);
const languages = [{ code: 'id', prefix: '' }, { code: 'en', prefix: 'en/' }];
const answers = new Answers();
after(async () => {
  await browser.close();
  await server.close();
  site.remove();
});

describe('faults are found', { concurrency: 2 }, () => {
  for (const [name, { says, html }] of Object.entries(broken)) {
    test(`on the page ${name}`, async () => {
      const wanted = { url: `/${name}/`, address: `${name}/`, family: name, language: languages[0] };
      const look = { origin: server.origin, wanted, languages, answers, seen: { facets: 0, paging: 0 } };
      const faults = await browser.lend((set) => faultsOf(set, look));
      if (says) assert.ok(faults.some((fault) => says.test(fault)), `found only ${JSON.stringify(faults)}`);
      else assert.deepEqual(faults, []);
    });
  }

  test('by the HTML checker', async () => {
    const pages = Object.keys(broken);
    const { errors } = await check(site.folder, pages.map((name) => `${name}/index.html`));
    for (const name of pages) {
      const own = errors.filter((error) => error.startsWith(`${name}/`));
      if (broken[name].html) assert.match(own.join(), broken[name].html);
      else assert.deepEqual(own, []);
    }
  });
});
