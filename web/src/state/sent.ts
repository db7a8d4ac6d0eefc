/* What a race came to, in a link: told by who sent it, and computed here only where the visitor runs it. */
/** One lane, at the step at which the race stood. Shares are whole thousandths of the sender's held-out graphs. */
export interface SentLane {
  readonly step: number;
  readonly firstStep: number;
  readonly path: number;
  readonly digest: string;
}

const LANE = /^(\d{1,8})_(\d{1,4})_(\d{1,4})_([0-9a-f]{16}-(?:no)?fma)$/;

/** "600_980_972_0123456789abcdef-fma,600_331_331_fedcba9876543210-fma", a lane each; null where it is no such text. */
export function readSent(text: string): readonly SentLane[] | null {
  const lanes = text.split(',').map((lane) => {
    const [, step = '', firstStep = '', path = '', digest = ''] = LANE.exec(lane) ?? [];
    return { step: Number(step), firstStep: Number(firstStep), path: Number(path), digest };
  });
  const [{ step = 0 } = {}] = lanes;
  const holds = lanes.every(
    (lane) => lane.digest !== '' && lane.step === step && lane.firstStep <= 1000 && lane.path <= 1000,
  );
  return holds && step > 0 ? lanes : null;
}

export const writeSent = (lanes: readonly SentLane[]): string =>
  lanes.map(({ step, firstStep, path, digest }) => [step, firstStep, path, digest].join('_')).join(',');
