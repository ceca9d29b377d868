import { parseUnsupported } from '../unsupported/parse.ts';

export const parseFormData = parseUnsupported('form_data');
