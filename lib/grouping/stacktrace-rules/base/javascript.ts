/** Browsers, Node.js and React Native. */
export const JAVASCRIPT_RULES = `
# Public shelves for libraries
family:javascript path:**/unpkg.com/** -app
family:javascript path:**/cdnjs.cloudflare.com/** -app
family:javascript path:**/cdn.jsdelivr.net/** -app
family:javascript path:**/fastly.jsdelivr.net/** -app
family:javascript path:**/esm.run/** -app

# What compilers weave in differs from build to build
family:javascript module:@babel/** -app -group
family:javascript module:core-js/** -app -group
family:javascript module:regenerator-runtime/** -app -group
family:javascript module:tslib/** -app -group
family:javascript function:_callSuper -app -group

# The turns of Node.js's event loop
family:javascript function:processTicksAndRejections -app -group
family:javascript function:process.processTicksAndRejections -app -group
family:javascript function:runMicrotasks -app -group
family:javascript function:process.runMicrotasks -app -group
family:javascript function:runNextTicks -app -group
family:javascript function:process.runNextTicks -app -group
family:javascript function:nextTick -app -group
family:javascript function:process.nextTick -app -group
family:javascript function:_tickCallback -app -group
family:javascript function:process._tickCallback -app -group
family:javascript function:_tickDomainCallback -app -group
family:javascript function:process._tickDomainCallback -app -group

# What follows is about the report, not about the error
family:javascript function:reportError ^-app -app
`;
