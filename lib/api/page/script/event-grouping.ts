/** Why an event belongs to its issue, and who may have brought the error. The first is asked for when somebody unfolds it. */
export const SCRIPT_EVENT_GROUPING = String.raw`
const ofEvent = event => '/api/0/projects/' + part(session.organization.slug) + '/' + part(event.projectSlug) + '/events/' + part(event.eventID) + '/';

const groupingPart = event => el('section', { class: 'part', 'aria-labelledby': 'grouping' },
  el('details', { toggle: opened => attempt(() => fillGrouping(opened.target, event)) }, el('summary', {}, el('h2', { id: 'grouping' }, t('grouping'))), el('div', { class: 'variants' })));
const fillGrouping = async (details, event) => {
  const place = details.querySelector('.variants');
  if (!details.open || place.childElementCount > 0) return;
  const variants = Object.values((await get(ofEvent(event) + 'grouping-info/')).variants);
  place.replaceChildren(...variants.sort((a, b) => Number(b.contributes) - Number(a.contributes)).map(groupingVariant));
};
const groupingVariant = variant => el('article', { class: variant.contributes ? '' : 'dim' },
  el('h3', {}, variant.description, variant.contributes && el('span', { class: 'badge' }, t('decides'))),
  el('p', { class: 'facts' }, variant.hash && el('code', {}, variant.hash), variant.hint && ' ' + variant.hint, variant.hashMismatch && ' ' + t('rulesChanged')),
  variant.matched_rule && el('p', {}, t('matchedRule'), ': ', el('code', {}, variant.matched_rule)),
  variant.values && variant.values.length > 0 && el('p', {}, t('fingerprint'), ': ', el('code', {}, variant.values.join(' , '))),
  variant.component && el('ul', { class: 'component' }, partOfHash(variant.component)));
// A leaf stands with its text, a branch with its parts below it; what an event does not have is left out.
const saysSomething = component => component.contributes || component.hint || component.values.some(value => typeof value !== 'object' || saysSomething(value));
const partOfHash = component => {
  const inside = component.values.filter(value => typeof value === 'object' && saysSomething(value));
  const own = component.values.filter(value => typeof value !== 'object');
  return el('li', { class: component.contributes ? 'counts' : 'dim' },
    el('span', {}, component.name || component.id, own.length > 0 && [': ', el('code', {}, own.join(' '))], component.hint && el('span', { class: 'dim' }, ' — ' + component.hint)),
    inside.length > 0 && el('ul', {}, inside.map(partOfHash)));
};

const suspectsOf = event => event.release ? get(ofEvent(event) + 'committers/').catch(noSuspects) : null;
const noSuspects = error => { if (error.status === 401) throw error; return null; };
const suspectsPart = event => {
  const found = event.suspects ? event.suspects.committers.flatMap(({ author, commits }) => commits.map(commit => [author, commit])) : [];
  return section('suspects', t('suspects'), found.length > 0 && el('ul', { class: 'activity' }, found.map(([author, commit]) => el('li', {},
    el('code', {}, commit.id.slice(0, 12)), ' ', text(commit.message).split('\n')[0], ' — ', author.name || author.email || '?', ' ', when(commit.dateCreated)))));
};
`;
