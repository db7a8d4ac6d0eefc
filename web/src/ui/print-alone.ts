import './print-alone.css';

/** Prints these parts of the page and nothing else. */
export function printAlone(parts: readonly Element[]): void {
  for (const part of parts) part.classList.add('printed-alone');
  const done = () => {
    for (const part of parts) part.classList.remove('printed-alone');
  };
  addEventListener('afterprint', done, { once: true });
  print();
}
