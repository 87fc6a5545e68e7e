import type { SampleLosses } from '../../reduce/samples.ts';

export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv', 'markdown', 'value'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** How a result is to be written. */
export interface RenderOptions {
  readonly format: OutputFormat;
  /**
   * Significant digits of losses and gradients, at least 1, and of inputs where they are shown. By default
   * tables show six, and everything else the shortest text that reads back to the same number.
   */
  readonly precision?: number | undefined;
  /** Whether to show single samples. */
  readonly perSample: boolean;
  /** Their losses, where they are not in the result. */
  readonly samples?: SampleLosses | undefined;
  /** Columns of the terminal; only tables look at it. */
  readonly width: number;
  readonly color: boolean;
  /** The loss as in prose: `Huber loss`. */
  readonly title: string;
  /** The framework's own name of the loss: `tf.keras.losses.Huber`; may be empty. */
  readonly api: string;
}

/** Text, or its bytes in UTF-8, which are valid until the next piece is asked for. */
export type TextPiece = string | Uint8Array;
