import { defineLoss } from '../definition.ts';

/** Peak signal-to-noise ratio. Source: Q. Huynh-Thu and M. Ghanbari, 2008. */
export const psnr = defineLoss({
  name: 'psnr',
  title: 'Peak signal-to-noise ratio',
  family: 'scores',
  aliases: ['peak-signal-noise-ratio'],
  summary: 'The squared range of the data over the mean squared error, in decibels.',
  description:
    'The usual score of images that were compressed, restored or made larger: 20 is poor, 40 hardly to be told from ' +
    'the original. It depends on the range that values may have: 1 for images from 0 to 1, the default, and 255 for ' +
    'those of bytes, which has to be said with --data-range. It is one number for the whole input: the mean over ' +
    'images of their own ratios is larger. Infinity where nothing differs.',
  parameters: {
    dataRange: {
      kind: 'number',
      default: 1,
      above: 0,
      help: 'how far values may be apart: 1, or 255 for bytes',
    },
    base: {
      kind: 'number',
      default: 10,
      above: 1,
      help: 'the base of the logarithm, 10 for decibels',
      only: ['torchmetrics'],
    },
  },
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    torchmetrics: {
      api: 'torchmetrics.functional.image.peak_signal_noise_ratio',
      axis: 'entry',
      formula: `r = float32(log(float32(data_range))); f = float32(10 / float32(log(float32(base))));
(2 * r - log(batch_mean((p - y)^2))) * f`,
      better: 'larger',
      note: 'Has the logarithms of the range and of the base in float32; TorchMetrics itself has no default range.',
    },
    exact: {
      api: 'peak signal-to-noise ratio',
      axis: 'entry',
      formula: `e = w == 0 ? 0 : p - y;
20 * (log(data_range) - log(batch_rms(e, w))) / log(10)`,
      weighted: true,
      better: 'larger',
      note: 'Squares of huge and of tiny errors neither overflow nor vanish.',
    },
  },
  references: [
    'Q. Huynh-Thu and M. Ghanbari, Scope of validity of PSNR in image/video quality assessment, 2008, Electronics Letters 44',
  ],
  example: {
    true: [
      [0.2, 0.4],
      [0.6, 0.8],
    ],
    pred: [
      [0.25, 0.4],
      [0.5, 0.8],
    ],
  },
});
