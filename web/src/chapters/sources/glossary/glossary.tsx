import { useEffect } from 'preact/hooks';
import { say } from '../../../text/say';
import { fetchGlossary, glossary } from './fetched';
import './glossary.css';

/** Every term with its meaning. */
export function Glossary() {
  useEffect(fetchGlossary, []);
  return (
    <dl class="glossary">
      {Object.entries(glossary.value ?? {}).map(([name, { term, meaning }]) => (
        <div key={name}>
          <dt>{say(term)}</dt>
          <dd>{say(meaning)}</dd>
        </div>
      ))}
    </dl>
  );
}
