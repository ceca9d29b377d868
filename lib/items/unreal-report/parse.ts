import { parseUnsupported } from '../unsupported/parse.ts';

export const parseUnrealReport = parseUnsupported('unreal_report');
