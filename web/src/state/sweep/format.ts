/** Of a sweep's results in one file, as `pathstar report --compact` writes them. */
export const FORMAT = 'pathstar-results-1';

/** Whether a JSON text says that it holds such results, of this version or another. */
export const saysResults = (text: string): boolean => /"format"\s*:\s*"pathstar-results-/.test(text);
