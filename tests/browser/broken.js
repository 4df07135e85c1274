// A small site with one fault on each page: the checks must find every one of them, and none on the good page.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const text = '<p>Ten packages were announced in this year, and the source names a winner for seven.</p>';
const sections = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'good'];

/** Page -> what differs from the good one, and what the checks must say (nothing: no fault). */
export const broken = {
  good: {},
  contrast: { main: `${text}<p style="color:#bbb;background:#fff">Paid so far</p>`, says: /axe color-contrast/ },
  dark: { main: `${text}<style>@media(prefers-color-scheme:dark){p{color:#333}}</style>`, says: /^phone: axe color-contrast/, html: /“style” element in “body”/ },
  unnamed: { main: `${text}<a href="/good/"><svg width="40" height="40"></svg></a>`, says: /axe link-name/ },
  wide: { main: `${text}<p><code>${'0'.repeat(90)}</code></p>`, says: /^phone: \d+ px wide in 360: <code>/ },
  wider: { main: `${text}<div style="width:1500px">x</div>`, says: /^desk: \d+ px wide in 1280/ },
  scripted: { main: `${text}<ul></ul><script>document.querySelector('ul').innerHTML = '<li>Only a script shows these rows of the table'.repeat(3)</script>`, says: /^only with scripts: Only a script/ },
  taken: { main: `${text}<p id="gone">A script takes this line away</p><script>document.querySelector('#gone').remove()</script>`, says: /^only without scripts: A script takes/ },
  empty: { main: '', heading: '', says: /without scripts there is no text/ },
  foreign: { main: `${text}<img alt="" src="https://pictures.example/one.png">`, says: /asks another host: https:\/\/pictures\.example/ },
  missing: { main: `${text}<img alt="" src="/none.png">`, says: /404 for .*none\.png/ },
  thrown: { main: `${text}<script>throw new Error('this one')</script>`, says: /script: this one/ },
  logged: { main: `${text}<script>console.error('that one')</script>`, says: /console: that one/ },
  headless: { main: text, heading: '', says: /0 headings of the first rank/ },
  tongue: { main: text, lang: 'en', says: /says that its language is en/ },
  astray: { main: text, other: '/en/good/', says: /switch to en leads to .*\/en\/good\/, not to .*\/en\/astray\// },
  single: { main: text, other: '', says: /switch to en leads to nowhere/ },
  lost: { main: text, sections: [...sections, 'nowhere'], says: /\/nowhere\/ answers .*404/ },
  few: { main: text, sections: ['a'], says: /only 1 links in the navigation/ },
  facet: { main: `${text}<div class="filters"><a href="/no/facet/">2025</a></div>`, says: /\/no\/facet\/ answers .*404/ },
  paged: { main: `${text}<nav aria-label="Pages"><a rel="next" href="/paged/">Next</a></nav>`, says: /has no way back/ },
  markup: { main: `${text}<p><span>closed by nobody</p>`, html: /[Uu]nclosed element|violates nesting|open elements/ },
};

function html(name, lang, { main = text, heading = '<h1>A page</h1>', other, sections: parts = sections }) {
  const [from, to] = lang === 'en' ? ['/en', ''] : ['', '/en'];
  const code = lang === 'en' ? 'id' : 'en';
  const switchTo = other ?? `${to}/${name}/`;
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>A page</title><link rel="icon" href="data:,">
<style>header a{display:inline-block;padding:8px;min-width:24px}a{color:#03c}
@media(prefers-color-scheme:dark){html{background:#111;color:#eee}a{color:#9cf}}</style></head>
<body><header>${switchTo && `<a href="${switchTo}" hreflang="${code}">The other language</a>`}
<nav aria-label="Parts">${parts.map((part) => `<a href="${from}/${part}/">${part}</a>`).join(' ')}</nav></header>
<main>${heading}${main}</main></body></html>`;
}

/** Writes the site below a new folder; `remove` takes it away again. */
export function brokenSite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'pantau-broken-'));
  const put = (name, lang, what) => {
    const below = path.join(folder, lang === 'en' ? 'en' : '', name);
    mkdirSync(below, { recursive: true });
    writeFileSync(path.join(below, 'index.html'), html(name, what.lang ?? lang, what));
  };
  for (const [name, what] of Object.entries(broken)) {
    put(name, 'id', what);
    put(name, 'en', {});
  }
  for (const name of sections.filter((name) => name !== 'good')) {
    put(name, 'id', {});
    put(name, 'en', {});
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
