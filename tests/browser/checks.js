// What must hold on every page. Each check returns the faults it found, as texts; none is good.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lists, navigation, switches } from './links.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const every = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** What the width and the colours of the screen can change. */
const looks = { type: 'rule', values: ['color-contrast', 'scrollable-region-focusable', 'target-size', 'link-in-text-block'] };

/** Barriers for readers who do not see, or see little, or use no mouse. */
async function barriers(page, runOnly) {
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), runOnly);
  return found.violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`);
    return `axe ${id}: ${help}; ${nodes.length} places: ${where.join(' | ')}`;
  });
}

/** Nothing may stand out sideways; names the innermost elements that do. */
function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (element) => element && (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = (element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element.parentElement);
    const wide = [...document.body.querySelectorAll('*')].filter(out);
    const inner = wide.filter((element) => ![...element.children].some(out)).slice(0, 3);
    return [`${scrollWidth} px wide in ${clientWidth}: ${inner.map((element) => element.outerHTML.slice(0, 160)).join(' | ')}`];
  });
}

/** The lines of text that a reader sees in the page's main part, but for what tells of scripts. */
async function lines(page) {
  const text = await page.evaluate(() => {
    document.querySelectorAll('main noscript').forEach((only) => only.remove());
    return document.querySelector('main')?.innerText ?? '';
  });
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

/** Scripts only add: what stands there with them and without them. */
function lost(withScripts, without) {
  const faults = [];
  const length = (all) => all.join(' ').length;
  if (length(without) === 0) faults.push('without scripts there is no text in main');
  if (length(without) < 0.9 * length(withScripts)) {
    const only = withScripts.filter((line) => !without.includes(line));
    faults.push(`only with scripts: ${only.slice(0, 3).join(' | ')}`);
  }
  const gone = without.filter((line) => !withScripts.includes(line));
  if (gone.length > 0) faults.push(`only without scripts: ${gone.slice(0, 3).join(' | ')}`);
  return faults;
}

async function frame(page, wanted) {
  const { code, headings } = await page.evaluate(() => ({ code: document.documentElement.lang, headings: document.querySelectorAll('h1').length }));
  return [
    ...headings === 1 ? [] : [`${headings} headings of the first rank`],
    ...code === wanted.language.code ? [] : [`the page says that its language is ${code}`],
  ];
}

/** What the page tells machines: its address, and where it stands. */
async function metadata(page, { wanted, addressed }) {
  const { canonical, shared, about, crumbs, written } = await page.evaluate(() => ({
    canonical: document.querySelector('link[rel=canonical]')?.href,
    shared: document.querySelector('meta[property="og:url"]')?.content,
    about: [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent),
    crumbs: [...document.querySelectorAll('.crumbs > *')].map((part) => part.textContent),
    // Pages that people write have a frame of their own.
    written: document.querySelector('article.prose') !== null,
  }));
  const faults = [];
  const told = about.flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch (error) {
      faults.push(`data for machines do not parse: ${error.message}`);
      return [];
    }
  });
  if (!canonical && addressed && wanted.family !== '404.html') faults.push('the page does not say its address');
  if (!canonical) return [...faults, ...about.length === 0 ? [] : ['data for machines, and no address of the page']];
  if (!canonical.endsWith(wanted.url) || shared !== canonical) faults.push(`the page says it is ${canonical} and ${shared}`);
  const items = told.find((one) => one['@type'] === 'BreadcrumbList')?.itemListElement.map((item) => item.name) ?? [];
  if (!written && items.join('|') !== crumbs.join('|')) faults.push(`breadcrumbs say ${crumbs}, and to machines ${items}`);
  return faults;
}

const desk = async (page, { origin, wanted, addressed, languages, answers, seen }) => [
  ...await sideways(page),
  ...await frame(page, wanted),
  ...await barriers(page, every),
  ...await metadata(page, { wanted, addressed }),
  ...wanted.family === '404.html' ? [] : await switches(page, origin, wanted, languages, answers),
  ...await navigation(page, origin, wanted, answers),
  // This one leaves the page: it stays the last.
  ...await lists(page, wanted, answers, seen),
];

// Colours are the same in every language: once will do.
const phone = async (page, { wanted, languages }) => [
  ...await sideways(page),
  ...wanted.language === languages[0] ? await barriers(page, looks) : [],
];

const plain = async (page, { wanted }) => [...await sideways(page), ...await frame(page, wanted)];

/**
 * All checks of one page: `look` has the host's `origin`, the page `wanted`, the portal's `languages`,
 * the host's `answers`, and what was `seen` so far. With a `name`, a picture is kept of each fault.
 */
export async function faultsOf(set, look, name) {
  const faults = [];
  const texts = {};
  for (const [reader, checks] of Object.entries({ desk, phone, plain })) {
    await set[reader].open(look.origin + look.wanted.url);
    texts[reader] = await lines(set[reader].page);
    const found = [...await checks(set[reader].page, look), ...set[reader].trouble];
    if (name && found.length > 0) await set[reader].picture(`${name} ${look.wanted.url} ${reader}`);
    faults.push(...found.map((fault) => `${reader}: ${fault}`));
  }
  return [...faults, ...lost(texts.desk, texts.plain)];
}
