import { expect, test } from 'vitest';

type Tags = readonly { readonly attrs?: Readonly<Record<string, unknown>> }[];
const [cardTags = () => []] = Object.values(
  import.meta.glob<(site?: string) => Tags>('../../card.ts', { eager: true, import: 'cardTags' }),
);

const told = (site?: string) =>
  Object.fromEntries(cardTags(site).map(({ attrs }) => [attrs?.property ?? attrs?.name, attrs?.content]));

test('a link has words everywhere, and a picture where the page knows its address, with or without a slash', () => {
  expect(told()['og:title']).toContain('Pathstar');
  expect(told()['og:image']).toBeUndefined();
  expect(told('')['og:image']).toBeUndefined();
  for (const site of ['https://example.org/pathstar', 'https://example.org/pathstar/']) {
    expect(told(site)).toMatchObject({
      'og:url': 'https://example.org/pathstar/',
      'og:image': 'https://example.org/pathstar/card.png',
      'twitter:card': 'summary_large_image',
    });
  }
});
