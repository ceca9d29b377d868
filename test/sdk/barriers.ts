import type { Page } from 'playwright-core';

/** What keeps somebody out of the page: scrolling sideways, controls without a name, ids that are there twice. */
export const barriersOf = (page: Page, widest: number): Promise<string[]> =>
  page.evaluate(`(() => {
    const found = [];
    const width = document.documentElement.scrollWidth;
    if (width > ${widest}) found.push('it is ' + width + ' px wide');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    for (const id of ids.filter((one, place) => ids.indexOf(one) !== place)) found.push('twice: ' + id);
    for (const control of document.querySelectorAll('input, select, textarea, button, a, summary')) {
      const named = [...(control.labels ?? [])].map(({ textContent }) => textContent).join('') ||
        control.getAttribute('aria-label') || (/^(A|BUTTON|SUMMARY)$/.test(control.tagName) && control.textContent.trim());
      if (!named && control.checkVisibility()) found.push('without a name: ' + control.outerHTML.slice(0, 80));
    }
    for (const part of document.querySelectorAll('[aria-labelledby], [aria-describedby]'))
      for (const name of ['aria-labelledby', 'aria-describedby'])
        for (const id of (part.getAttribute(name) ?? '').split(' ').filter(Boolean))
          if (!document.getElementById(id)) found.push(name + ' leads to nothing: ' + id);
    if (document.querySelectorAll('h1').length !== 1) found.push('there is not one heading of the page');
    return found;
  })()`);
