/* What makes two runs the same experiment: every setting but the seed. */
import type { Config, Description, Settings } from '../../engine/shared/description';

/* A number has one way of being written, so that 1e-3 is 0.001. */
const written = (value: string | number | boolean): string => {
  const text = String(value).trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
};

/**
 * The settings but the seed, as one text: "degree=2&objective=reverse". Defaults are left out, so that an engine with new
 * options still knows the runs of an older one.
 */
export function experimentOf(description: Description, settings: Settings | Config): string {
  return description.options
    .flatMap(({ name, default: usual }) => {
      const value = settings[name];
      const differs = name !== 'seed' && value !== undefined && written(value) !== written(usual);
      return differs ? [`${name}=${written(value)}`] : [];
    })
    .join('&');
}
