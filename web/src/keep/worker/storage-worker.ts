/* Keeps the runs: in a worker, because handing IndexedDB some megabytes of weights copies them, and on the page's own
 * thread that would hold up a frame. */
import { isBytes, unreachable } from '../../engine/shared/guard';
import { isNumbered, isStorageRequest, type StorageAnswer, type StorageRequest } from '../storage-protocol';
import { Database } from './database';

let database: Database | undefined;

async function serve(request: StorageRequest): Promise<StorageAnswer> {
  const { ask } = request;
  if (request.type === 'open') {
    database = await Database.open(request.name);
    return { type: 'done', ask };
  }
  if (!database) throw new DOMException('the storage is not open', 'InvalidStateError');
  switch (request.type) {
    case 'list':
      return { type: 'listed', ask, ...(await database.list()) };
    case 'keep':
      return { type: 'kept', ask, weights: await database.keep(request.record, request.weights) };
    case 'rename':
      await database.rename(request.run, request.name);
      return { type: 'done', ask };
    case 'forget':
      await database.forget(request.run);
      return { type: 'done', ask };
    case 'load': {
      const weights = await database.weights(request.run);
      return { type: 'loaded', ask, weights: isBytes(weights) ? weights : null };
    }
    case 'race.keep':
      await database.keepRace(request.race);
      return { type: 'done', ask };
    case 'race.forget':
      await database.forgetRace(request.race);
      return { type: 'done', ask };
    case 'trials.list':
      return { type: 'trials.listed', ask, results: await database.trials() };
    case 'trials.keep':
      await database.keepTrial(request.result);
      return { type: 'done', ask };
    case 'trials.forget':
      await database.forgetTrials();
      return { type: 'done', ask };
    default:
      return unreachable(request);
  }
}

/* In the order asked: a list sees what was kept before it. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (!isStorageRequest(data)) {
    /* The page that asked waits for an answer all the same. */
    if (isNumbered(data))
      self.postMessage({
        type: 'failed',
        ask: data.ask,
        name: 'DataError',
        message: 'a request of no known form',
      } satisfies StorageAnswer);
    return;
  }
  queue = queue.then(async () => {
    const answer = await serve(data).catch((failure: unknown): StorageAnswer => {
      const { name, message } = failure instanceof Error ? failure : new Error(String(failure));
      return { type: 'failed', ask: data.ask, name, message };
    });
    const transfer = answer.type === 'loaded' && answer.weights ? [answer.weights.buffer] : [];
    self.postMessage(answer, { transfer });
  });
};
