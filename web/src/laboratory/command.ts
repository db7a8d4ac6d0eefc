/* The native program's command for a run: by the same config and steps it comes to the same weights. */
import type { Config, Description } from '../engine/description';

/** `digest` tells the numeric mode, which the program's fastest kernels (fused multiply-add) or its scalar ones have. */
export function commandOf(description: Description, config: Config, steps: number, digest: string): string {
  const flags = description.options.flatMap(({ name, default: usual }) => {
    const value = config[name];
    return value === undefined || value === usual ? [] : [`--${name.replaceAll('_', '-')}=${value}`];
  });
  const kernels = digest.endsWith('-nofma') ? ['--kernels=scalar'] : [];
  return ['pathstar train', ...flags, `--steps=${steps}`, ...kernels].join(' ');
}
