/** What follows from what a frame is. Last, so that it holds for all that the rules before have found. */
export const EFFECT_RULES = `
category:system -app
category:std -app
category:ui -app
category:av -app
category:driver -app
category:throw ^-group -group ^-app -app
category:threadbase -group v-group
category:handler ^-group -group
category:telemetry -app -group
category:internals -app -group
category:indirection -group
`;
