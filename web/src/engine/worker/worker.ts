/* A worker's door: checks what comes in, hands it to the run or to the desk. */

import { fetchModule } from '../shared/fetch-module';
import { unreachable } from '../shared/guard';
import { type Event, isRequest, type Request } from '../shared/protocol';
import { causeOf, lacksPart, Refusal, reasonOf } from '../shared/reason';
import { Desk } from './desk';
import { Engine } from './module';
import { Prepared } from './prepared';
import { Training } from './training';

/* Enough for the browser to have optimised the code of a step and of an evaluation: the first takes two or three times as
 * long as the second, those after it as long as ever. */
const WARM_STEPS = 8;
const WARM_GRAPHS = 8;

interface Held {
  readonly engine: Engine;
  readonly module: WebAssembly.Module;
}

let run = '';
let held: Held | undefined;
let whole: string | null = null;
let desk: Desk | undefined;
let training: Training | undefined;
let prepared: Prepared | null = null;
let newest: unknown;

function send(event: Event, transfer: Transferable[] = []): void {
  self.postMessage(event, { transfer });
}

/* Makes a run. What the engine's first part refuses for want of another, the whole makes, which is fetched only then. */
async function made<T>(make: (held: Held) => T, first: Held): Promise<T> {
  try {
    return make(first);
  } catch (failure) {
    if (whole === null || !lacksPart(failure)) throw failure;
  }
  const module = await fetchModule(whole);
  if (!module) throw new Refusal(reasonOf('NO_MODULE'));
  whole = null;
  send({ type: 'module.whole', run, module });
  held = { engine: await Engine.start(module, 1), module };
  return make(held);
}

async function serve(request: Request): Promise<void> {
  if (request.type === 'module.load') {
    run = request.run;
    whole = request.whole;
    const { module } = request;
    const engine = await Engine.start(module, request.threads);
    held = { engine, module };
    send({ type: 'module.ready', run, description: engine.describe(), kernels: engine.kernels() });
    return;
  }
  if (!held) throw new Error(`"${request.type}" came before the module was loaded.`);
  const { engine } = held;
  switch (request.type) {
    case 'module.warm':
      engine.configure({});
      engine.create();
      for (let step = 0; step < WARM_STEPS; step++) {
        engine.evaluate(WARM_GRAPHS);
        engine.step(1);
      }
      return;
    case 'desk.open':
      desk ??= new Desk(run, engine);
      send(desk.open(request.ask, request.entries));
      return;
    case 'desk.check':
      desk ??= new Desk(run, engine);
      send(desk.check(request.ask, request.settings, request.index));
      return;
    case 'desk.sort':
      desk ??= new Desk(run, engine);
      send(desk.sort(request.ask, request.settings, request.lines, request.first));
      return;
    case 'run.prepare':
      prepared = null;
      /* Requests that came meanwhile go first: a guess must not hold up a run, or a later guess. */
      await new Promise((resolve) => setTimeout(resolve));
      if (request !== newest) return;
      prepared = await made(({ engine, module }) => Prepared.make(run, engine, module, request), held);
      return;
    case 'run.create': {
      const ready = request.given === null ? prepared?.take(request, send) : null;
      prepared = null;
      training =
        ready ??
        (await made(({ engine, module }) => {
          engine.configure(request.settings);
          engine.create();
          if (request.given !== null) engine.giveGraphs(request.given);
          return Training.begin(run, engine, module, request.plan, send);
        }, held));
      return;
    }
    case 'run.resume': {
      training = await made(({ engine, module }) => {
        engine.load(request.bytes);
        if (request.given !== null) engine.giveGraphs(request.given);
        /* What positions have to teach is measured on graphs that are not there yet: all else can be asked. */
        const waits = request.given === null && engine.givenDigest() !== '';
        const plan = waits ? { ...request.plan, supervise: false } : request.plan;
        return Training.begin(run, engine, module, plan, send);
      }, held);
      training.rest();
      return;
    }
    case 'run.save':
      training?.save(request.ask);
      return;
    case 'run.evaluate':
      training?.evaluate(request.ask, request.text);
      return;
    case 'run.continue':
      training?.continue(request.until, request.sharing);
      return;
    case 'run.pause':
      training?.pause();
      return;
    case 'run.step':
      training?.step();
      return;
    case 'run.decode':
      await training?.decode(request.ask, request.question, request.hand, request.order, request.at);
      return;
    case 'run.attend':
      await training?.attend(request.ask, request.question, request.at);
      return;
    case 'run.operate':
      await training?.operate(request.ask, request.operations, request.shift, request.at);
      return;
    default:
      unreachable(request);
  }
}

/* One after another: a request that comes while the module is still loading waits for it. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  newest = data;
  queue = queue.then(async () => {
    try {
      if (!isRequest(data)) throw new Error('The page sent a message that this worker does not know.');
      await serve(data);
    } catch (failure) {
      send({ type: 'worker.failed', run, message: causeOf(failure) });
    }
  });
};
