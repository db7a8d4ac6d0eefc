/* For tests: recordings as the native program writes them, which tests/native/test_cli.mjs holds to these. */
const texts = import.meta.glob<string>('../../../../tests/native/data/recording_*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const textOf = (objective: string): string => texts[`../../../../tests/native/data/recording_${objective}.json`] ?? '';

export const forcedText = textOf('teacher_forcing');
export const reverseText = textOf('reverse');
