// Where links lead: the language switch, the navigation, and the facets and pages of lists.

/** Answers of the host, remembered for one portal: `{status, language, headings}`. */
export class Answers {
  #known = new Map();

  async of(address) {
    if (!this.#known.has(address)) this.#known.set(address, this.#ask(address));
    return this.#known.get(address);
  }

  async #ask(address) {
    const response = await fetch(address);
    const text = await response.text();
    return { status: response.status, language: text.match(/<html lang="([a-z-]+)"/)?.[1], headings: text.split('<h1').length - 1 };
  }

  /** Whether this address opens as a page in this language. */
  async opens(address, language) {
    const answer = await this.of(address);
    const good = answer.status === 200 && answer.language === language.code && answer.headings === 1;
    return good ? [] : [`${address} answers ${JSON.stringify(answer)}, not a page in ${language.code}`];
  }
}

function hrefs(page, selector) {
  return page.evaluate((selector) => [...new Set([...document.querySelectorAll(selector)].map((link) => link.href))], selector);
}

/** The language switch must lead to the same page in each other language. */
export async function switches(page, origin, wanted, languages, answers) {
  const faults = [];
  for (const other of languages.filter(({ code }) => code !== wanted.language.code)) {
    const links = await hrefs(page, `header a[hreflang="${other.code}"]`);
    const expected = `${origin}/${other.prefix}${wanted.address}`;
    if (links.length !== 1 || links[0] !== expected) faults.push(`the switch to ${other.code} leads to ${links.join(', ') || 'nowhere'}, not to ${expected}`);
    else faults.push(...await answers.opens(links[0], other));
  }
  return faults;
}

/** Every link of the navigation, at the top and at the bottom. */
export async function navigation(page, origin, wanted, answers) {
  const links = (await hrefs(page, 'header nav a[href], footer nav a[href]')).filter((link) => new URL(link).origin === origin);
  const faults = links.length < 6 ? [`only ${links.length} links in the navigation`] : [];
  for (const link of links) faults.push(...await answers.opens(link, wanted.language));
  return faults;
}

/** Every facet of a list, and its pages before and after; how many there were is added to `seen`. */
export async function lists(page, wanted, answers, seen) {
  const facets = await hrefs(page, 'main .filters a[href]');
  const paging = await hrefs(page, 'main nav a[rel=next], main nav a[rel=prev]');
  seen.facets += facets.length;
  seen.paging += paging.length;
  const faults = [];
  for (const link of [...facets, ...paging]) faults.push(...await answers.opens(link, wanted.language));
  if (await page.locator('main nav a[rel=next]').count() > 0) faults.push(...await thereAndBack(page));
  return faults;
}

/** The next page is another one, and its way back leads here. */
async function thereAndBack(page) {
  const text = () => page.evaluate(() => document.querySelector('main')?.innerText);
  const [here, first] = [page.url(), await text()];
  await page.locator('main nav a[rel=next]').first().click();
  const same = first === await text();
  const back = page.locator('main nav a[rel=prev]').first();
  if (await back.count() === 0) return [`${page.url()} has no way back`];
  await back.click();
  return [
    ...same ? [`the page after ${here} shows the same`] : [],
    ...page.url() === here ? [] : [`the way back to ${here} leads to ${page.url()}`],
  ];
}
