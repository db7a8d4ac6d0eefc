import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { say } from '../../text/say';
import { armColour, armLetter, themed } from '../../ui/graph/palette';
import { type Pen, readSketch, type Sketch, sketchOf } from './sketch';
import { words } from './words';

interface ArmListsProps {
  readonly sketch: Sketch;
  readonly pen: Pen;
}

/* The greatest number that is read as a label; what a model knows of is judged elsewhere. */
const LABEL_MOST = 9999;

/** The numbers of a list, or null where something else is in it. */
function numbersIn(text: string): readonly number[] | null {
  const parts = text.split(/[,，、\s]+/).filter((part) => part !== '');
  return parts.every((part) => /^\d{1,4}$/.test(part) && Number(part) <= LABEL_MOST) ? parts.map(Number) : null;
}

const listsOf = (sketch: Sketch) => {
  const { start, arms, goalArm } = readSketch(sketch);
  return { start, from: start?.label ?? 0, arms: arms.map((arm) => arm.map(({ label }) => label)), goalArm };
};

/** The same graph as lists: start, arms, goal. */
export function ArmLists({ sketch, pen }: ArmListsProps) {
  const id = useId();
  const wrong = useSignal('');
  const { start, arms, goalArm } = listsOf(sketch);
  const rebuild = (from: number, lists: readonly (readonly number[])[], goal: number | null) => {
    wrong.value = '';
    pen.draw(sketchOf(from, lists, goal));
  };
  const commit = (field: string, text: string, take: (numbers: readonly number[]) => void) => {
    const numbers = numbersIn(text);
    if (numbers) take(numbers);
    else wrong.value = field;
  };
  return (
    <div class="arm-lists">
      <div class="row">
        <label for={`${id}-start`}>{say(words.start)}</label>
        <input
          id={`${id}-start`}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          class="short"
          value={start?.label ?? ''}
          aria-invalid={wrong.value === 'start'}
          onChange={(event) =>
            commit('start', event.currentTarget.value, ([first]) => {
              const { arms, goalArm } = listsOf(pen.now());
              rebuild(first ?? 0, arms, goalArm);
            })
          }
        />
      </div>
      {arms.map((list, arm) => {
        const letter = armLetter(arm);
        const field = `arm ${arm}`;
        return (
          <div class="row" key={field} style={{ '--arm': themed(armColour(arm)) }}>
            <label for={`${id}-${arm}`}>{say(words.arm(letter))}</label>
            <input
              id={`${id}-${arm}`}
              type="text"
              autocomplete="off"
              value={list.join(', ')}
              aria-invalid={wrong.value === field}
              onChange={(event) =>
                commit(field, event.currentTarget.value, (numbers) => {
                  const { from, arms, goalArm } = listsOf(pen.now());
                  rebuild(
                    from,
                    numbers.length === 0
                      ? arms.filter((_, other) => other !== arm)
                      : arms.map((list, other) => (other === arm ? numbers : list)),
                    numbers.length === 0 && goalArm === arm ? null : goalArm,
                  );
                })
              }
            />
            <label class="goal">
              <input
                type="radio"
                name={`${id}-goal`}
                checked={goalArm === arm}
                aria-label={say(words.goalOf(letter))}
                onChange={() => {
                  const now = pen.now();
                  pen.draw({ ...now, goal: readSketch(now).arms[arm]?.at(-1)?.id ?? null });
                }}
              />
              {say(words.isGoal)}
            </label>
          </div>
        );
      })}
      <div class="row">
        <label for={`${id}-more`}>{say(words.addArm)}</label>
        <input
          id={`${id}-more`}
          type="text"
          autocomplete="off"
          value=""
          aria-invalid={wrong.value === 'more'}
          onChange={(event) =>
            commit('more', event.currentTarget.value, (numbers) => {
              const { from, arms, goalArm } = listsOf(pen.now());
              if (numbers.length > 0) rebuild(from, [...arms, numbers], goalArm);
              event.currentTarget.value = '';
            })
          }
        />
      </div>
      {wrong.value !== '' && (
        <p class="problem" role="alert">
          {say(words.noList)}
        </p>
      )}
    </div>
  );
}
