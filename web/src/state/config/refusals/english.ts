/* Every refusal in English: the core's sentences, and those of what runs it in the page. */
import { sentences as core } from 'virtual:refusals';
import { tellIn } from './sentence';

export const sentences: Readonly<Record<string, string>> = {
  ...core,
  NO_SIMD:
    'This browser cannot run WebAssembly with SIMD, which the training needs. A current Firefox, Chrome, Edge or Safari (16.4 or later) can.',
  NO_WORKER:
    'This browser does not allow Workers here, and the training needs one for each model. Open the page in a current browser, or not inside another site’s frame.',
  NO_ARM: 'arm {0} is outside 0..{1}, the arms of this graph',
  NOT_KEPT: 'the weights of step {0} are not kept',
  NO_ROOM_TO_LOOK: 'the weights of step {0} cannot be looked at: there is no memory for a second model',
  RECORDED:
    'this is a recording: it knows only what the model did with three held-out graphs, by itself and handed the right first step or one wrong one',
  UNRECORDED: 'the recording holds no attention: with so many heads it would have been too large',
  MODULE_STOPPED: 'The training module stopped: {0}. Reset to start again.',
};

export const tell = tellIn({
  sentences,
  choice: (list) => list.replace(/, ([^,]*)$/, ' or $1'),
  field: (name) => name,
});
