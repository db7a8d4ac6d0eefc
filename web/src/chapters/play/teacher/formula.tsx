/* MathML, written by hand, as in the sources. */
import type { JSX } from 'preact';

const power = (base: JSX.Element, exponent: JSX.Element) => (
  <msup>
    {base}
    {exponent}
  </msup>
);

const e = <mi>e</mi>;
const u = <mi>u</mi>;
const v = <mi>v</mi>;
const hits = power(<mi>B</mi>, <mi>k</mi>);

/* e to the weight over the sum of all three. */
const share = (name: string, weight: JSX.Element) => (
  <math display="block">
    <mi>{name}</mi>
    <mo>=</mo>
    <mfrac>
      {power(e, weight)}
      <mrow>
        <mn>1</mn>
        <mo>+</mo>
        {power(e, u)}
        <mo>+</mo>
        {power(e, v)}
      </mrow>
    </mfrac>
  </math>
);

/** The toy in three lines. */
export function Formula({ nodes }: { readonly nodes: number }) {
  return (
    <div class="formula">
      {share('F', u)}
      {share('B', v)}
      <math display="block">
        <mi>p</mi>
        <mo>=</mo>
        <mfrac>
          <mi>F</mi>
          <mi>c</mi>
        </mfrac>
        <mo>+</mo>
        {hits}
        <mo>+</mo>
        <mfrac>
          <mrow>
            <mn>1</mn>
            <mo>−</mo>
            <mi>F</mi>
            <mo>−</mo>
            {hits}
          </mrow>
          <mn>{nodes}</mn>
        </mfrac>
      </math>
    </div>
  );
}
