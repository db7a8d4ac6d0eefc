/* MathML, written by hand: the browser sets it, and nothing is fetched or made at run time. */
import type { JSX } from 'preact';
import { say } from '../../text/say';
import { formulae } from './words';

/* 1/l times the sum over i = 1..l, with its minus. */
const mean: JSX.Element = (
  <>
    <mo>−</mo>
    <mfrac>
      <mn>1</mn>
      <mi>l</mi>
    </mfrac>
    <munderover>
      <mo>∑</mo>
      <mrow>
        <mi>i</mi>
        <mo>=</mo>
        <mn>1</mn>
      </mrow>
      <mi>l</mi>
    </munderover>
  </>
);

const target: JSX.Element = (
  <msub>
    <mi>r</mi>
    <mi>i</mi>
  </msub>
);

/** The mean cross-entropy of the path's tokens given the question and `seen`. */
function Loss({ name, seen }: { readonly name: string; readonly seen: JSX.Element }) {
  return (
    <math display="block">
      <msub>
        <mi>L</mi>
        <mtext>{name}</mtext>
      </msub>
      <mo>=</mo>
      {mean}
      <mi>log</mi>
      <mspace width="0.2em" />
      <mi>p</mi>
      <mrow>
        <mo>(</mo>
        {target}
        <mo>∣</mo>
        <mi>x</mi>
        <mo>,</mo>
        {seen}
        <mo>)</mo>
      </mrow>
    </math>
  );
}

const truePath: JSX.Element = (
  <>
    <msub>
      <mi>r</mi>
      <mn>1</mn>
    </msub>
    <mo>,</mo>
    <mo>…</mo>
    <mo>,</mo>
    <msub>
      <mi>r</mi>
      <mrow>
        <mi>i</mi>
        <mo>−</mo>
        <mn>1</mn>
      </mrow>
    </msub>
  </>
);

const blanks: JSX.Element = (
  <>
    <mtext>$</mtext>
    <mo>,</mo>
    <mo>…</mo>
    <mo>,</mo>
    <mtext>$</mtext>
  </>
);

const snowball: JSX.Element = (
  <math display="block">
    <msup>
      <mrow>
        <mo>(</mo>
        <mn>1</mn>
        <mo>−</mo>
        <mi>e</mi>
        <mo>)</mo>
      </mrow>
      <mrow>
        <mi>l</mi>
        <mo>−</mo>
        <mn>1</mn>
      </mrow>
    </msup>
  </math>
);

const share: JSX.Element = (
  <mover accent>
    <mi>p</mi>
    <mo>^</mo>
  </mover>
);

const zSquared: JSX.Element = (
  <msup>
    <mi>z</mi>
    <mn>2</mn>
  </msup>
);

/** A fraction of z² over `below`. */
const overZ = (below: JSX.Element): JSX.Element => (
  <mfrac>
    {zSquared}
    {below}
  </mfrac>
);

const wilson: JSX.Element = (
  <math display="block">
    <mfrac>
      <mrow>
        {share}
        <mo>+</mo>
        {overZ(
          <mrow>
            <mn>2</mn>
            <mi>n</mi>
          </mrow>,
        )}
        <mo>±</mo>
        <mi>z</mi>
        <msqrt>
          <mfrac>
            <mrow>
              {share}
              <mo>(</mo>
              <mn>1</mn>
              <mo>−</mo>
              {share}
              <mo>)</mo>
            </mrow>
            <mi>n</mi>
          </mfrac>
          <mo>+</mo>
          {overZ(
            <mrow>
              <mn>4</mn>
              <msup>
                <mi>n</mi>
                <mn>2</mn>
              </msup>
            </mrow>,
          )}
        </msqrt>
      </mrow>
      <mrow>
        <mn>1</mn>
        <mo>+</mo>
        {overZ(<mi>n</mi>)}
      </mrow>
    </mfrac>
  </math>
);

/** Each formula under the sentence that says it. */
export function Formulae() {
  const rows = [
    { text: formulae.teacherForcing, formula: <Loss name="TF" seen={truePath} /> },
    { text: formulae.teacherless, formula: <Loss name="TL" seen={blanks} /> },
    { text: formulae.snowball, formula: snowball },
    { text: formulae.wilson, formula: wilson },
  ];
  return (
    <>
      <p class="aside">{say(formulae.symbols)}</p>
      <ul class="formulae">
        {rows.map(({ text, formula }) => (
          <li key={text.en}>
            <p>{say(text)}</p>
            {formula}
          </li>
        ))}
      </ul>
    </>
  );
}
