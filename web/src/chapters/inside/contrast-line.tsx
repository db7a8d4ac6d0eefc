import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { percent } from '../../text/numbers';
import { locale, say } from '../../text/say';
import { ringName } from '../../ui/graph/palette';
import { contrastAt, differenceOf } from './contrast';
import { Matrix } from './matrix';
import { differenceSeen } from './seen';
import { words } from './words';

/* Shares that differ by less than this, on one graph, are called alike. */
const ALIKE = 0.02;

/** In a sentence, which model's mean attention puts more on the edge that holds the answer; and token by token. */
export function ContrastLine({ position }: { readonly position: number }) {
  const { race } = useSession();
  const asked = race.lanes.value.flatMap((lane) => {
    const setup = lane.setup.value;
    const event = lane.attended.value;
    return setup && event && lane.attendRefusal.value === null
      ? [{ name: nameOf(lane.objective), depths: setup.depths, weights: event, setup }]
      : [];
  });
  const [first] = asked;
  const contrast = contrastAt(asked, position);
  if (!first || contrast.kind === 'nothing to compare') return null;
  const { degree, length, depths } = first.setup;
  const place = ringName(depths[position] ?? 0, length);
  const beside = asked
    .slice(1)
    .find((other) => other.depths.join() === depths.join() && other.weights.graph.text === first.weights.graph.text);
  const difference = beside && differenceOf(first.weights, beside.weights);
  return (
    <section class="contrast" aria-labelledby="contrast-title">
      <h3 id="contrast-title">{say(words.contrastTitle)}</h3>
      <p data-value="contrast">{said()}</p>
      <p class="aside">{say(words.contrastCaution)}</p>
      {beside && difference && difference.most > 0 && (
        <Matrix
          graph={first.weights.graph}
          setup={first.setup}
          matrix={difference.rows}
          full={difference.most}
          position={position}
          caption={[
            differenceSeen(
              { graph: first.weights.graph, setup: first.setup },
              difference.rows,
              first.name,
              beside.name,
            ),
            say(words.difference(first.name, beside.name)),
          ].join(say(gap))}
          name="pathstar-attention-difference"
        />
      )}
    </section>
  );

  function said(): string {
    if (contrast.kind !== 'compared') return say(words.contrastNoEdge(position + 1, place));
    const [most, next, ...rest] = contrast.lookers;
    const all = [most, next, ...rest];
    const shares = new Intl.ListFormat(locale.value).format(
      all.map(({ name, share }) => say(words.contrastShare(name, percent(share)))),
    );
    const points = (100 * (most.share - (all.at(-1)?.share ?? 0))).toFixed(0);
    const equal = percent(1 / (degree * (length - 1)));
    const verdict =
      most.share - next.share < ALIKE
        ? words.contrastAlike(all.length)
        : words.contrastMore(most.name, points, all.length);
    return `${say(words.contrastAt(position + 1, place, shares, equal))} ${say(verdict)}`;
  }
}
