import type { Table } from './save';

/* Rows of the data table: enough to see the course, few enough to read. All of them are in the CSV. */
const ROWS = 24;

export interface NumbersProps {
  readonly table: Table;
  readonly cell: (value: number, column: number) => string;
  readonly name: string;
}

/** A figure's numbers. */
export function Numbers({ table: { head, rows, whole = false }, cell, name }: NumbersProps) {
  const shown = whole ? rows.length : Math.min(rows.length, ROWS);
  const chosen = Array.from({ length: shown }, (_, index) =>
    shown > 1 ? Math.round((index * (rows.length - 1)) / (shown - 1)) : 0,
  );
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {head.map((text) => (
              <th scope="col" key={text}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosen.map((row) => (
            <tr key={row}>
              {rows[row]?.map((value, column) => (
                <td key={head[column]}>{typeof value === 'number' ? cell(value, column) : value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
