import { defineLoss } from '../definition.ts';
import { outputsExample, outputsNote } from '../shared/explained.ts';

const ofColumns = (weights: string): string => {
  const spreads = ['y', 'p'].map((name) => `sqrt(column_var(${name}${weights}))`);
  return `c = column_cov(y, p${weights}) / (${spreads.join(' * ')}); mean(clip(c, -1, 1))`;
};

/** Pearson correlation. Source: K. Pearson, Note on regression and inheritance in the case of two parents, 1895. */
export const pearson = defineLoss({
  name: 'pearson',
  title: 'Pearson correlation',
  family: 'scores',
  aliases: ['pearsonr', 'correlation', 'pcc'],
  summary: 'How well a line through true and predicted values fits, from -1 to 1.',
  description:
    'It ignores where predictions lie and how far they are spread: predictions that are ten times too large correlate ' +
    'perfectly. Where they are to be right themselves, concordance or r2 says so, and where only their order matters ' +
    'spearman. A few samples far away from the others decide it. It is not defined where all predictions, or all ' +
    'true values, are the same. Nothing cancels where means are large beside the spread.',
  parameters: {},
  inputs: { true: 'real', pred: 'real' },
  conventions: {
    scipy: {
      api: 'scipy.stats.pearsonr',
      formula: ofColumns(''),
      better: 'larger',
      note: `Over the samples; ${outputsNote}.`,
    },
    keras: {
      api: 'keras.metrics.PearsonCorrelation',
      names: { 'keras.metrics.pearson_correlation': {} },
      formula: `a = y - mean(y); b = p - mean(p);
mean(a / sqrt(mean((a - mean(a))^2)) * (b / sqrt(mean((b - mean(b))^2))))`,
      reduction: 'weighted-mean',
      better: 'larger',
      note: 'Along each row by itself, and the mean of these: samples are not compared with each other.',
    },
    torchmetrics: {
      api: 'torchmetrics.functional.pearson_corrcoef',
      formula: ofColumns(''),
      better: 'larger',
      note: `Over the samples; ${outputsNote}. TorchMetrics also says NaN where one outlier makes all of the variance of very many samples.`,
    },
    exact: {
      api: 'Pearson correlation',
      formula: ofColumns(', w'),
      weighted: true,
      better: 'larger',
      note: `Over the samples, with weights; ${outputsNote}.`,
    },
  },
  references: [
    'K. Pearson, Note on regression and inheritance in the case of two parents, 1895, Proceedings of the Royal Society of London 58',
  ],
  example: outputsExample,
});
