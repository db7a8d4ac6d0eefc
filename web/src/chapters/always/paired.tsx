import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { pairsOf } from '../../state/trials/crowd';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { marks } from '../../text/words';
import { CreditLink } from '../../ui/bench/rebuttal-list';
import { references } from '../../ui/references';
import type { CrowdLane } from './crowd-lanes';
import { words } from './crowd-words';

interface PairedProps {
  readonly lanes: readonly CrowdLane[];
  readonly within: number;
}

/** Two objectives over the same seeds: how they split, and how often chance alone would split them so. */
export function Paired({ lanes, within }: PairedProps) {
  const chosen = useSignal<readonly [string | null, string | null]>([null, null]);
  const of = (objective: string | null, others: readonly CrowdLane[]) =>
    others.find((lane) => lane.objective === objective) ?? others[0];
  const one = of(chosen.value[0], lanes);
  const others = lanes.filter((lane) => lane !== one);
  const other = of(chosen.value[1], others);
  if (!one || !other) return null;
  const left = one.left + other.left;
  return (
    <section class="paired">
      <h4>{say(words.pairedTitle)}</h4>
      {lanes.length > 2 && (
        <div class="paired-choice">
          <Pick
            label={say(words.compare)}
            lanes={lanes}
            value={one.objective}
            onPick={(objective) => {
              chosen.value = [objective, objective === other.objective ? one.objective : other.objective];
            }}
          />
          <Pick
            label={say(words.with)}
            lanes={others}
            value={other.objective}
            onPick={(objective) => {
              chosen.value = [one.objective, objective];
            }}
          />
        </div>
      )}
      <p class="aside">{say(words.pairedWhy(count(within)))}</p>
      <Split one={one} other={other} left={left} />
    </section>
  );
}

interface PickProps {
  readonly label: string;
  readonly lanes: readonly CrowdLane[];
  readonly value: string;
  readonly onPick: (objective: string) => void;
}

function Pick({ label, lanes, value, onPick }: PickProps) {
  const id = useId();
  return (
    <label for={id}>
      {label}
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {lanes.map(({ objective }) => (
          <option key={objective} value={objective}>
            {nameOf(objective)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SplitProps {
  readonly one: CrowdLane;
  readonly other: CrowdLane;
  readonly left: number;
}

function Split({ one, other, left }: SplitProps) {
  const { both, neither, onlyOne, onlyOther, oneSooner, otherSooner, solvedP, soonerP } = pairsOf(
    one.crowd,
    other.crowd,
  );
  const all = both + neither + onlyOne + onlyOther;
  if (all === 0) return <p>{say(words.noPairs)}</p>;
  const [first, second] = [nameOf(one.objective), nameOf(other.objective)];
  return (
    <>
      <section class="scroll-sideways" tabIndex={0} aria-label={say(words.pairedTitle)}>
        <table class="compared">
          <caption>{say(words.pairedCaption(count(all)))}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">{say(words.didSolve(second))}</th>
              <th scope="col">{say(words.didNot(second))}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{say(words.didSolve(first))}</th>
              <td>{count(both)}</td>
              <td>{count(onlyOne)}</td>
            </tr>
            <tr>
              <th scope="row">{say(words.didNot(first))}</th>
              <td>{count(onlyOther)}</td>
              <td>{count(neither)}</td>
            </tr>
          </tbody>
        </table>
      </section>
      <p>
        {say(words.split(first, count(onlyOne), second, count(onlyOther)))}
        {say(gap)}
        {left === 0 && (
          <Tested seeds={onlyOne + onlyOther} share={words.chanceOfSplit(count(onlyOne + onlyOther), percent(solvedP))}>
            {say(words.mcnemar(written(solvedP)))}
            {say(marks.semicolon)}
            <CreditLink credit={references.mcnemar} />
          </Tested>
        )}
      </p>
      <p>
        {say(words.sooner(first, count(oneSooner), second, count(otherSooner), count(all - oneSooner - otherSooner)))}
        {say(gap)}
        {left === 0 && (
          <Tested seeds={oneSooner + otherSooner} share={words.byChance(percent(soonerP))}>
            {say(words.sign(written(soonerP)))}
          </Tested>
        )}
      </p>
      {left > 0 && <p class="aside">{say(words.testWaits(count(left)))}</p>}
    </>
  );
}

interface TestedProps {
  /** Seeds that the two differ in. */
  readonly seeds: number;
  /** How often chance alone would split them so. */
  readonly share: Both;
  readonly children: ComponentChildren;
}

/** What a split is worth as evidence; inside, which test says so. */
function Tested({ seeds, share, children }: TestedProps) {
  if (seeds === 0) return <>{say(words.nothingSplit)}</>;
  return (
    <>
      {say(share)}
      {say(marks.open)}
      {children}
      {say(marks.close)}
      {say(marks.stop)}
      {seeds < LEAST && say(words.tooFew)}
    </>
  );
}

/* Of five tosses all alike, two sided: 2 / 32. */
const LEAST = 6;

/** "= 0.021", "= 1", "< 0.0001" */
const written = (p: number): string => (p < 0.0001 ? '<\u00a00.0001' : `=\u00a0${Number(p.toPrecision(2))}`);
