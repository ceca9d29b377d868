import type { BudgetNotification } from '../ports/notifier.ts';
import { BUDGET_STEPS, type BudgetChange, type BudgetStep } from '../protocol/budget.ts';
import { subjectLine } from './short-texts.ts';

export interface BudgetNotificationInput {
  change: BudgetChange;
  /** Slugs; without a project the budget is the organization's. */
  organization: string;
  project: string | undefined;
  /** Without a trailing slash. */
  publicUrl: string;
}

const WHAT_HOLDS: Record<BudgetStep, string> = {
  normal: 'Everything is kept as usual again.',
  sample: 'Known issues keep fewer of their events. All are counted.',
  count_only: 'Events of known issues are counted, and not kept.',
  limit: 'Events of the busiest known issues, files and feedback are refused.',
};

const FIRST_EVENTS = 'The first event of a new issue is kept as always.';

/** What people read when a budget takes a step: what holds from now on, and the figures that led to it. */
export const composeBudgetNotification = (input: BudgetNotificationInput): BudgetNotification => {
  const { change, organization, project, publicUrl } = input;
  const { from, to } = change;
  const whose = project ?? organization;
  const headline = isHarder(change) ? `Budget step ${to}` : `Budget back to ${to}`;
  const url = `${publicUrl}/`;
  return {
    kind: 'budget',
    subject: subjectLine(`[${whose}] ${headline} (${dollars(change.spent)} spent)`, headline),
    text: [
      `${headline} (from ${from}) in ${project ? `project ${project}` : `organization ${organization}`}`,
      '',
      `${WHAT_HOLDS[to]}${to === 'normal' ? '' : ` ${FIRST_EVENTS}`}`,
      '',
      ...facts(change),
      '',
      url,
    ].join('\n'),
    sms: `[${whose}] ${headline}: ${dollars(change.spent)} of ${monthlyOf(change)} spent`,
    attributes: attributesOf(input),
    url,
  };
};

const isHarder = ({ from, to }: BudgetChange): boolean => BUDGET_STEPS.indexOf(to) > BUDGET_STEPS.indexOf(from);

const facts = (change: BudgetChange): string[] =>
  [
    ['budget', `${monthlyOf(change)} a month`],
    ['spent', `${dollars(change.spent)} (an estimate)`],
    ['forecast', `${dollars(change.forecast)} at the end of the month`],
    ['since', new Date(change.at).toISOString()],
  ].map(([name, value]) => `${`${name}:`.padEnd(11)}${value}`);

/** For the filter policies of subscriptions. SNS takes no empty value. */
const attributesOf = ({ change, organization, project }: BudgetNotificationInput): Record<string, string> => ({
  kind: 'budget',
  organization,
  ...(project && { project }),
  step: change.to,
  from: change.from,
  spent_usd: amount(change.spent),
  forecast_usd: amount(change.forecast),
  ...(change.monthly !== null && { budget_usd: amount(change.monthly) }),
});

const monthlyOf = ({ monthly }: BudgetChange): string => (monthly === null ? 'no bound' : dollars(monthly));

const amount = (microDollars: number): string => (microDollars / 1_000_000).toFixed(2);
const dollars = (microDollars: number): string => `$${amount(microDollars)}`;
