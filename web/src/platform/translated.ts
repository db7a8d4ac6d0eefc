/* A page that its browser translates goes on working. Chrome's translator puts <font> elements in the place of text nodes;
 * Preact would go on to write into these, where nobody sees it, and to look by them for the places of others. So each is put
 * back, empty, right after the element that stands for it: it is found where it was, and as soon as something is written
 * into it that element goes, and the translator meets the new text as it met the first. */

interface StandIn {
  readonly text: Text;
  /** What was translated. */
  readonly said: string;
  font: HTMLFontElement;
}

/* By each of their two nodes. */
const standIns = new WeakMap<Node, StandIn>();

export function outliveTranslation(): void {
  const watch = new MutationObserver((records) => {
    for (const record of records) take(record);
    /* Those are of what was just done here. */
    watch.takeRecords();
  });
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
}

function take({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }: MutationRecord): void {
  if (type === 'characterData') {
    const written = standIns.get(target);
    if (written) end(written);
    return;
  }
  const comes = (node: Node | null): node is HTMLFontElement =>
    node instanceof HTMLFontElement && node.parentNode === target && !standIns.has(node);
  for (const node of removedNodes) {
    const font = [...addedNodes, fontAround(node), previousSibling, nextSibling].find(comes);
    if (!font) continue;
    const known = standIns.get(node);
    if (known?.font === node) standFor(known, font);
    else if (!known && node instanceof Text) putBack(node, font);
  }
  for (const node of [...removedNodes, ...addedNodes, nextSibling]) {
    const known = node && standIns.get(node);
    if (known) settle(known);
  }
}

/* A translator may also have moved the text into its element. */
function fontAround(node: Node): HTMLFontElement | null {
  let outermost = null;
  for (let parent = node.parentNode; parent instanceof HTMLFontElement; parent = parent.parentNode) outermost = parent;
  return outermost;
}

function putBack(text: Text, font: HTMLFontElement): void {
  const said = text.data;
  if (font.contains(text)) text.replaceWith(said);
  font.after(text);
  text.data = '';
  standFor({ text, said, font }, font);
}

/* Another element than before, where the page is translated once more. */
function standFor(standIn: StandIn, font: HTMLFontElement): void {
  standIns.delete(standIn.font);
  standIn.font = font;
  standIns.set(font, standIn).set(standIn.text, standIn);
}

function settle(standIn: StandIn): void {
  const { text, said, font } = standIn;
  if (!text.parentNode) end(standIn);
  else if (!font.parentNode) {
    /* The translator was told to show the original. */
    text.data = said;
    end(standIn);
  } else if (text.previousSibling !== font) text.before(font);
}

function end({ text, font }: StandIn): void {
  font.remove();
  standIns.delete(text);
  standIns.delete(font);
}
