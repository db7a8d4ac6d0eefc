/* What other sites show of a link to the page. A picture needs a whole address, which only who hosts the page knows: it is
 * named at build time (PATHSTAR_URL, see docs/hosting.md), and else there are words alone. */
import type { HtmlTagDescriptor } from 'vite';

const WORDS = {
  'og:type': 'website',
  'og:title': 'Pathstar: every step but the first',
  'og:description':
    'A chatbot learns by predicting the next word. Here is a puzzle where that teaches every step but the one that matters. Train small models in the tab and see.',
};

export function cardTags(site: string | undefined): HtmlTagDescriptor[] {
  const url = site === undefined || site === '' ? null : new URL(site.endsWith('/') ? site : `${site}/`);
  const picture = url && { 'og:url': url.href, 'og:image': new URL('card.png', url).href };
  const tags = Object.entries({ ...WORDS, ...picture }).map(([property, content]) => ({ property, content }));
  const large = url ? [{ name: 'twitter:card', content: 'summary_large_image' }] : [];
  return [...tags, ...large].map((attrs) => ({ tag: 'meta', attrs, injectTo: 'head' }));
}
