import fc from 'fast-check';

/**
 * Properties draw the same inputs in every run, so that a failure is of the change that meets it.
 * `LOSSCALC_SEED=7 npm test` draws others.
 */
fc.configureGlobal({ seed: Number(process.env['LOSSCALC_SEED'] ?? 1) });
