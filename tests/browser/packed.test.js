// Packed pages: on a host that only knows files and a page for what is not found, and from `pantau serve`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { launch } from './browser.js';
import { host } from './host.js';
import { looseAndPacked, program } from './portals.js';

const { loose, packed } = looseAndPacked();
const browser = await launch();
after(() => browser.close());

/** Every packed page: address and HTML. */
function packedPages() {
  const files = readdirSync(path.join(packed, 'packs'), { recursive: true }).filter((name) => name.endsWith('.pack'));
  return files.flatMap((file) => {
    const bytes = gunzipSync(readFileSync(path.join(packed, 'packs', file)));
    let from = bytes.indexOf(10) + 1;
    return JSON.parse(bytes.subarray(0, from)).map(([address, length]) => {
      const html = bytes.subarray(from, from + length).toString();
      from += length;
      return { address, html };
    });
  });
}

const pages = packedPages();
const read = (folder, address) => readFileSync(path.join(folder, address, 'index.html'), 'utf8');
const some = (start) => pages.filter(({ address }) => address.startsWith(start));

test('a page says the same in a pack as in a file', () => {
  assert.ok(pages.length > 500, `only ${pages.length} pages are packed`);
  for (const { address, html } of pages) {
    assert.equal(html, read(loose, address), address);
    assert.ok(!existsSync(path.join(packed, address, 'index.html')), `${address} is a file as well`);
  }
});

describe('on a host that knows only files', async () => {
  const server = await host(packed);
  after(() => server.close());
  /** What went wrong, but for the page itself, which such a host does not find. */
  const faults = (reader, address) => {
    const own = `404 for ${server.origin}/${address}`;
    return reader.trouble.filter((fault) => fault !== own && !fault.includes('Failed to load resource'));
  };

  for (const start of ['paket/', 'en/paket/', 'penyedia/', 'en/penyedia/', 'rencana/']) {
    test(`a page below ${start} opens at its own address`, () => browser.lend(async ({ desk, phone }) => {
      const [{ address, html }] = some(start);
      for (const reader of [desk, phone]) {
        await reader.open(`${server.origin}/${address}`);
        await reader.page.waitForSelector('main h1:not(.prose h1)');
        assert.ok(html.includes(`<title>${(await reader.page.title()).replace(/&/g, '&amp;').replace(/'/g, '&#39;').replace(/"/g, '&quot;')}</title>`), await reader.page.title());
        assert.equal(new URL(reader.page.url()).pathname, `/${address}`);
        assert.deepEqual(faults(reader, address), []);
      }
    }));
  }

  test('a link from one packed page opens another', () => browser.lend(async ({ desk }) => {
    const known = new Set(pages.map(({ address }) => `/${address}`));
    const from = some('paket/').find(({ html }) => [...html.matchAll(/href="(\/penyedia\/[^"]+)"/g)].some(([, to]) => known.has(to)));
    const [, to] = [...from.html.matchAll(/href="(\/penyedia\/[^"]+)"/g)].find(([, to]) => known.has(to));
    await desk.open(`${server.origin}/${from.address}`);
    await desk.page.click(`a[href="${to}"]`);
    await desk.page.waitForURL(`${server.origin}${to}`);
    await desk.page.waitForSelector('main h1:not(.prose h1)');
  }));

  test('an address that nothing has says so, and one without scripts says what it needs', () => browser.lend(async ({ desk, plain }) => {
    await desk.open(`${server.origin}/paket/tidak-ada/`);
    await desk.page.waitForSelector('html[data-pack="none"]');
    assert.ok(await desk.page.isVisible('article h1'));
    assert.ok(!(await desk.page.isVisible('.opening')));
    await plain.open(`${server.origin}/${some('paket/')[0].address}`);
    const told = await plain.page.textContent('.packed noscript');
    assert.match(told, /JavaScript/);
    assert.ok(await plain.page.isVisible('.packed a[href="/data/"] >> nth=-1'));
  }));
});

test('`pantau serve --as-is` finds packed pages by itself', async (t) => {
  const served = spawn(program(), ['serve', path.dirname(packed), '--out', packed, '--port', '0', '--as-is'], { stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => served.kill());
  const origin = await new Promise((found, failed) => {
    let told = '';
    served.stderr.on('data', (text) => {
      told += text;
      const address = told.match(/Open (http:\/\/[0-9.:]+)\//);
      if (address) found(address[1]);
    });
    served.on('exit', () => failed(new Error(`pantau serve ended:\n${told}`)));
  });
  const [{ address, html }] = some('en/paket/');
  for (const end of ['', 'index.html']) {
    const answer = await fetch(`${origin}/${address}${end}`);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), html);
  }
  assert.equal((await fetch(`${origin}/paket/tidak-ada/`)).status, 404);
});
