import { defineLoss } from '../definition.ts';
import { machineEpsilon } from '../shared/explained.ts';
import { signals, zeroMean } from '../shared/signals.ts';

/** Signal-to-noise ratio. Source: E. Vincent, R. Gribonval and C. Févotte, 2006. */
export const snr = defineLoss({
  name: 'snr',
  title: 'Signal-to-noise ratio',
  family: 'scores',
  aliases: ['signal-noise-ratio', 'sdr'],
  summary: 'The energy of the true signal over that of the error, in decibels.',
  description:
    'A row is a signal, such as a piece of sound. 0 is an error as strong as the signal, and every 10 more one with a ' +
    'tenth of the energy. Unlike si-sdr it counts a wrong volume as an error. The result is the mean over signals.',
  parameters: { zeroMean },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.audio.signal_noise_ratio',
      formula: `${machineEpsilon} ${signals}
10 * (log((sum(a^2) + m) / (sum((a - b)^2) + m)) / log(10))`,
      better: 'larger',
      note: 'Adds the machine epsilon to both energies, so that it is finite.',
    },
    exact: {
      api: 'signal-to-noise ratio',
      formula: `${signals}
10 * (log(sum(a^2) / sum((a - b)^2)) / log(10))`,
      better: 'larger',
      note: 'Infinity where nothing differs.',
    },
  },
  references: [
    'E. Vincent, R. Gribonval and C. Févotte, Performance measurement in blind audio source separation, 2006, IEEE Transactions on Audio, Speech, and Language Processing 14',
  ],
  example: { true: [[3, -0.5, 2, 7]], pred: [[2.5, 0, 2, 8]] },
});
