/* Figures and tables as files. An SVG is saved as it looks now: theme colours and fonts are written into it. */

export function download(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/* What of the page's style sheets decides how a figure looks. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stop-color',
  'stop-opacity',
  'opacity',
  'display',
  'visibility',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'paint-order',
  'transform',
] as const;

/* A colour as every program that reads SVG knows it: oklch(), color-mix() and the like are news to many. */
function plainColour(): (value: string) => string {
  const known = new Map<string, string>();
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (value) => {
    if (!context || !/^(color|ok|la|lc)\S*\(/.test(value)) return value;
    const found = known.get(value);
    if (found) return found;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = value;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    const solid = `${red}, ${green}, ${blue}`;
    const plain = alpha === 255 ? `rgb(${solid})` : `rgba(${solid}, ${(alpha / 255).toFixed(3)})`;
    known.set(value, plain);
    return plain;
  };
}

/** The SVG as text that needs no style sheet, on the page's background. What draws itself in turns draws what it has, first:
 * it hears `beforesave`. */
export function standalone(svg: SVGSVGElement): string {
  svg.dispatchEvent(new Event('beforesave'));
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('not an SVG');
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  const plain = plainColour();
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const written = STYLES.map((name) => `${name}:${plain(style.getPropertyValue(name))}`).join(';');
    const drawn = copies[index];
    if (!(drawn instanceof SVGElement)) return;
    /* Not as an attribute: the page's policy (web/csp.ts) takes no style that is written in markup. */
    drawn.style.cssText = written;
    /* The style says it all; a colour as the page writes it is one more thing for other programs to stumble over. */
    for (const name of ['fill', 'stroke']) drawn.removeAttribute(name);
  });
  /* What only says which part the visitor has chosen. */
  for (const mark of copy.querySelectorAll('rect.chosen')) mark.remove();
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(svg: SVGSVGElement, name: string): void {
  download(`${name}.svg`, standalone(svg), 'image/svg+xml');
}

/** At twice the size on screen. Rejects where the browser cannot draw it. */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([standalone(svg)], { type: 'image/svg+xml' }));
  await image.decode().finally(() => URL.revokeObjectURL(image.src));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(2 * width);
  canvas.height = Math.round(2 * height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  download(`${name}.png`, blob, 'image/png');
}

export interface Table {
  readonly head: readonly string[];
  /** Numbers are written in full; texts quoted where need be. */
  readonly rows: readonly (readonly (number | string)[])[];
  /** Every row is shown on the page as well: each is a thing of its own, not one of many moments. */
  readonly whole?: boolean;
}

/** RFC 4180. A text that a spreadsheet would run as a formula is quoted with an apostrophe before it. */
export function csv({ head, rows }: Table): string {
  const cell = (value: number | string) => {
    if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
    const safe = /^[=+\-@]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
