import './key.css';

export interface KeyLine {
  /** At the line's end in the plot. */
  readonly name: string;
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

/** What the lines of a plot are. */
export function Key({ lines }: { readonly lines: readonly KeyLine[] }) {
  return (
    <ul class="key">
      {lines.map(({ name, label, colour, dash }) => (
        <li key={name}>
          <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true">
            <line
              x1="0"
              x2="28"
              y1="4"
              y2="4"
              style={{ stroke: colour }}
              stroke-width="2.4"
              stroke-dasharray={dash.join(' ')}
            />
          </svg>
          <b>{name}</b> {label}
        </li>
      ))}
    </ul>
  );
}
