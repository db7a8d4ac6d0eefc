import { useId } from 'preact/hooks';
import './choose.css';

interface ChooseProps<T extends string> {
  readonly legend: string;
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly disabled?: readonly T[];
  readonly describedBy?: string | undefined;
  readonly onChange: (value: T) => void;
}

/** A few alternatives of which one holds. */
export function Choose<T extends string>({
  legend,
  value,
  choices,
  disabled = [],
  describedBy,
  onChange,
}: ChooseProps<T>) {
  const id = useId();
  return (
    <fieldset class="choose">
      <legend>{legend}</legend>
      {choices.map(([choice, words]) => (
        <label key={choice}>
          <input
            type="radio"
            name={id}
            checked={value === choice}
            disabled={disabled.includes(choice)}
            aria-describedby={describedBy}
            onChange={() => onChange(choice)}
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
