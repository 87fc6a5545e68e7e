import { defineLoss } from '../definition.ts';
import { machineEpsilon } from '../shared/explained.ts';
import { signals, zeroMean } from '../shared/signals.ts';

/** Scale-invariant signal-to-distortion ratio. Source: J. Le Roux et al., SDR: half-baked or well done?, 2019. */
export const siSdr = defineLoss({
  name: 'si-sdr',
  title: 'Scale-invariant signal-to-distortion ratio',
  family: 'scores',
  aliases: ['sisdr', 'si-snr', 'sisnr'],
  summary:
    'The energy of the true signal over that of the error, in decibels, whatever the volume.',
  description:
    'A row is a signal, such as the voice of one speaker. The true signal is scaled to what there is of it in the ' +
    'prediction, so that a wrong volume is no error, and neither is the wrong sign. With --zero-mean it is what is ' +
    'called SI-SNR. The usual score, and with the other sign loss, of the separation of sounds.',
  parameters: { zeroMean },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.audio.scale_invariant_signal_distortion_ratio',
      names: {
        'torchmetrics.functional.audio.scale_invariant_signal_noise_ratio': { zeroMean: true },
      },
      formula: `${machineEpsilon} ${signals}
s = (sum(b * a) + m) / (sum(a^2) + m) * a;
10 * (log((sum(s^2) + m) / (sum((s - b)^2) + m)) / log(10))`,
      better: 'larger',
      note: 'Adds the machine epsilon to all energies, so that it is finite.',
    },
    exact: {
      api: 'scale-invariant signal-to-distortion ratio',
      formula: `${signals}
s = sum(b * a) / sum(a^2) * a;
10 * (log(sum(s^2) / sum((s - b)^2)) / log(10))`,
      better: 'larger',
      note: 'Infinity for a multiple of the true signal.',
    },
  },
  references: [
    'J. Le Roux, S. Wisdom, H. Erdogan and J. R. Hershey, SDR: half-baked or well done?, 2019, ICASSP',
  ],
  example: { true: [[3, -0.5, 2, 7]], pred: [[2.5, 0, 2, 8]] },
});
