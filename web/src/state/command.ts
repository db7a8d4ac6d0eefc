/* The native program's command for a run: by the same config and steps it comes to the same weights. */
import type { Config, Description } from '../engine/shared/description';

/** `digest` tells the numeric mode, which the program's fastest kernels (fused multiply-add) or its scalar ones have;
 * `file` is that of the given graphs, null where graphs are drawn. */
export function commandOf(
  description: Description,
  config: Config,
  steps: number,
  digest: string,
  file: string | null,
): string {
  const flags = description.options.flatMap(({ name, default: usual }) => {
    const value = config[name];
    return value === undefined || value === usual ? [] : [`--${name.replaceAll('_', '-')}=${value}`];
  });
  const kernels = digest.endsWith('-nofma') ? ['--kernels=scalar'] : [];
  const given = file === null ? [] : [`--train-on=${quoted(file)}`];
  return ['pathstar train', ...flags, ...given, `--steps=${steps}`, ...kernels].join(' ');
}

/* As a shell takes it for one word, whatever is in it. */
function quoted(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
