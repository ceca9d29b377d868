/** Agents of others, which wrap what they watch. */
export const VENDOR_RULES = `
module:newrelic -app -group
module:newrelic.* -app -group
module:newrelic/** -app -group
module:com.newrelic.* -app -group
path:**/newrelic/** -app -group
path:**/js-agent.newrelic.com/** -app -group
path:**/*newrelic*.js -app -group
module:logrocket -app -group
module:logrocket/** -app -group
path:**/logrocket/** -app -group
path:**/cdn.logrocket.*/** -app -group
path:**/*LogRocket*.js -app -group
`;
