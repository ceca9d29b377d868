import type { Filter } from './filter.ts';
import { userAgentOf } from './user-agent-of.ts';

const CRAWLERS = new RegExp(
  [
    'Mediapartners-Google',
    'AdsBot-Google',
    'Googlebot',
    'FeedFetcher-Google',
    'Storebot-Google',
    'BingBot',
    'BingPreview',
    'Baiduspider',
    'Slurp',
    'Sogou',
    'facebook',
    'meta-',
    'ia_archiver',
    'bots?[/ );]',
    'spider[/ );]',
    'Slack',
    'Calypso AppCrawler',
    'pingdom',
    'lyticsbot',
    'AWS Security Scanner',
    'HubSpot Crawler',
    'Bytespider',
    'Better Uptime',
    'Cloudflare-Healthchecks',
    'GTmetrix',
    'BrightEdgeOnCrawl',
    'ELB-HealthChecker',
    'naver\\.me\\/spd',
    'ClaudeBot',
    'CCBot',
    'OAI-SearchBot',
    'GPTBot',
    'PerplexityBot',
    'Applebot',
    'DuckDuckBot',
    'Lightpanda',
  ].join('|'),
  'i',
);

/** They fetch what a user asked them to, or are Sentry's own. */
const WELCOME = /Slackbot 1\.\d|SentryUptimeBot|ChatGPT-User/i;

/** Errors of crawlers, which run pages in ways that users do not. */
export const webCrawlers: Filter = settings => {
  if (!settings.webCrawlers) return undefined;
  return (event, sender) => {
    const agent = userAgentOf(event, sender);
    return agent !== undefined && CRAWLERS.test(agent) && !WELCOME.test(agent);
  };
};
