/* The native program, which comes to the digests that the page shows. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../build/native/pathstar', import.meta.url));

/** The digest after so many steps with a link's settings, in the numeric mode of the one that the page shows. */
export async function nativeDigest(
  settings: string,
  objective: string,
  steps: number,
  shown: string | null | undefined,
  more: readonly string[] = [],
): Promise<string> {
  const flags = settings.split('&').map((entry) => {
    const [name = '', ...value] = entry.split('=');
    return `--${[name.replaceAll('_', '-'), ...value].join('=')}`;
  });
  /* The scalar kernels are those of the base module's numeric mode; the fastest, of the relaxed one's. */
  const mode = shown?.endsWith('-nofma') ? ['--kernels=scalar'] : [];
  const run = [`--objective=${objective}`, `--steps=${steps}`, '--evaluate-every=0', '--json'];
  const { stdout } = await promisify(execFile)(program, ['train', ...flags, ...run, ...mode, ...more]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').digest;
}
