// Chromium, and its pages under watch.

import path from 'node:path';
import { chromium } from 'playwright-core';
import { artefacts } from './portals.js';

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // A page that asks another host shall get no answer, and be told on.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** How readers come: a desk by day, a phone by night, and a desk whose browser runs no scripts. */
const readers = {
  desk: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  plain: { viewport: { width: 1280, height: 900 }, colorScheme: 'light', javaScriptEnabled: false },
};

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: flags });
  const idle = [];
  /** Calls `use` with a set of readers that nobody else uses: opening new ones for each page is slow. */
  const lend = async (use) => {
    const set = idle.pop() ?? await readersOf(browser);
    try {
      return await use(set);
    } finally {
      idle.push(set);
    }
  };
  return { lend, close: () => browser.close() };
}

async function readersOf(browser) {
  const set = {};
  for (const [name, options] of Object.entries(readers)) {
    const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
    set[name] = new Reader(await context.newPage());
  }
  return set;
}

/** A browser's page; `trouble` has what went wrong since the last `open`. */
class Reader {
  trouble = [];

  constructor(page) {
    this.page = page;
    page.on('console', (message) => message.type() === 'error' && this.trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.trouble.push(`script: ${error.message}`));
    page.on('response', (response) => response.status() >= 400 && this.trouble.push(`${response.status()} for ${response.url()}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (this.origin !== url.origin && /^(https?|wss?):$/.test(url.protocol)) this.trouble.push(`asks another host: ${url}`);
    });
  }

  async open(address) {
    this.trouble = [];
    this.origin = new URL(address).origin;
    await this.page.goto(address, { waitUntil: 'load' });
  }

  /** Keeps a picture of what was wrong. */
  async picture(name) {
    const file = `${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 120)}.png`;
    await this.page.screenshot({ path: path.join(artefacts, 'pictures', file), fullPage: true }).catch(() => {});
  }
}
