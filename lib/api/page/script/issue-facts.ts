/** What was counted of issues: bars beside the rows of a list; on an issue's page a histogram, users and tags. */
export const SCRIPT_ISSUE_FACTS = `
const PERIODS = { '24h': { key: '24h', last: 24, hourly: true }, '14d': { key: '30d', last: 14 }, '30d': { key: '30d', last: 30 } };
const facts = { period: '24h', tags: [], tagsOf: '' };
const TAG_VALUES = 5;

const total = series => series.reduce((sum, [, events]) => sum + events, 0);
const bars = (series, look, label) => {
  const most = Math.max(1, ...series.map(([, events]) => events));
  const height = events => events === 0 ? 1 : Math.max(2, events / most * 30);
  return svg('svg', { class: look, viewBox: '0 0 ' + series.length * 10 + ' 30', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    series.map(([, events], index) => svg('rect', { class: events === 0 ? 'none' : null, x: index * 10, y: 30 - height(events), width: 8, height: height(events) })));
};
// Beside a row of the list. The numbers themselves stand on the issue's page.
const sparkline = issue => issue.stats && issue.stats['24h']
  ? bars(issue.stats['24h'], 'spark', t('perHour') + ': ' + total(issue.stats['24h'])) : el('span', { class: 'spark' });
const usersOf = issue => (issue.userCountExact === false ? '≈ ' : '') + count(issue.userCount);

const timeOf = (seconds, hourly) => new Intl.DateTimeFormat(LANGUAGE, hourly ? { month: 'short', day: 'numeric', hour: 'numeric' } : { month: 'short', day: 'numeric', timeZone: 'UTC' })
  .format(new Date(seconds * 1000));
const histogram = issue => {
  const { key, last, hourly } = PERIODS[facts.period];
  const series = issue.stats[key].slice(-last);
  const most = Math.max(...series.map(([, events]) => events));
  const name = t(hourly ? 'perHour' : 'perDay') + ', ' + t('in' + facts.period);
  return el('figure', { class: 'histogram', id: 'histogram' },
    el('figcaption', {},
      el('span', { id: 'histogram-name' }, name, ': ', el('b', {}, count(total(series)))),
      el('span', { class: 'periods', role: 'group', 'aria-labelledby': 'histogram-name' }, Object.keys(PERIODS).map(period =>
        el('button', { type: 'button', id: 'period-' + period, 'aria-pressed': String(period === facts.period), 'aria-label': t('in' + period), click: () => choosePeriod(issue, period) }, t('short' + period))))),
    bars(series, 'hours', name + ': ' + total(series) + '. ' + t('most') + ': ' + most),
    el('p', { class: 'axis', 'aria-hidden': 'true' }, el('span', {}, timeOf(series[0][0], hourly)), el('span', {}, t('most'), ' ', count(most)), el('span', {}, timeOf(series[series.length - 1][0], hourly))),
    el('details', { class: 'numbers' }, el('summary', {}, t('numbers')),
      table(series.filter(([, events]) => events > 0).map(([seconds, events]) => [timeOf(seconds, hourly), String(events)]))));
};
const choosePeriod = (issue, period) => {
  facts.period = period;
  byId('histogram').replaceWith(histogram(issue));
  byId('period-' + period).focus({ preventScroll: true });
};

// Read anew only when something was counted.
const refreshTags = async issue => {
  const counted = issue.id + ':' + issue.count;
  if (facts.tagsOf === counted) return;
  facts.tags = await get(issuePath(issue.id) + 'tags/?limit=' + TAG_VALUES).catch(noTags);
  facts.tagsOf = counted;
};
const noTags = error => { if (error.status === 401) throw error; return []; };
// What one asks first comes first; the others are unfolded, so that the stack trace stays near.
const FIRST_FACETS = ['release', 'environment', 'browser', 'os', 'device', 'transaction'];
const SHOWN_FACETS = 3;
const tagFacets = issue => {
  const place = tag => FIRST_FACETS.includes(tag.key) ? FIRST_FACETS.indexOf(tag.key) : FIRST_FACETS.length;
  const tags = facts.tagsOf.startsWith(issue.id + ':') ? facts.tags.filter(tag => tag.topValues.length > 0).sort((a, b) => place(a) - place(b)) : [];
  const shown = some => some.length > 0 && el('div', { class: 'facets' }, some.map(tagFacet));
  const more = tags.slice(SHOWN_FACETS);
  return section('tag-values', t('tagValues'), shown(tags.slice(0, SHOWN_FACETS)), more.length > 0 && el('details', {}, el('summary', {}, t('moreTags'), ' (' + more.length + ')'), shown(more)));
};
const tagFacet = tag => {
  const rest = tag.totalValues - tag.topValues.reduce((sum, value) => sum + value.count, 0);
  return el('section', { 'aria-labelledby': 'tag-' + tag.key }, el('h3', { id: 'tag-' + tag.key }, tag.name),
    el('ul', {}, tag.topValues.map(value => facet(el('a', { href: '/?' + new URLSearchParams({ query: value.query }) }, value.value), value.count, tag.totalValues)),
      rest > 0 && facet(el('span', { class: 'dim' }, t('otherValues')), rest, tag.totalValues)));
};
const facet = (name, events, all) => {
  const share = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: events / all < 0.01 ? 1 : 0 }).format(events / all);
  return el('li', { title: count(events) + ' ' + noun('events', events) }, el('span', { class: 'name' }, name), el('span', { class: 'share' }, share),
    svg('svg', { class: 'bar', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, svg('rect', { x: 0, y: 0, height: 4, width: events / all * 100 })));
};
`;
