/* A line must not break 第一步, "the first step": it is one word, and of Chinese a browser only knows so by an element. So the
 * word stands in one wherever Preact is given it as text; texts themselves, and what is made of them, stay as they are. */
import { type ComponentChildren, createElement, Fragment, options } from 'preact';

const WORD = '第一步';
const CLASS = 'unbroken';

/* Where nothing wraps, and an element would be no text. */
const PLAIN: ReadonlySet<string> = new Set(['text', 'tspan', 'title', 'desc', 'option']);

export function keepWordsUnbroken(): void {
  const before = options.vnode;
  options.vnode = (node) => {
    const { type, props } = node;
    const wraps = type === Fragment || (typeof type === 'string' && !PLAIN.has(type));
    if (wraps && props?.children !== undefined && !('class' in props && props.class === CLASS))
      props.children = unbroken(props.children);
    before?.(node);
  };
}

function unbroken(children: ComponentChildren): ComponentChildren {
  if (Array.isArray(children)) return children.map(unbroken);
  if (typeof children !== 'string' || !children.includes(WORD)) return children;
  return children
    .split(WORD)
    .flatMap((between, at) => (at > 0 ? [createElement('span', { class: CLASS }, WORD), between] : [between]));
}
