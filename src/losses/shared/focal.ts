import type { NumberParameter } from '../definition.ts';

/** The parameter gamma of a focal loss, the power of what a prediction lacks to be right. */
export function focusing(help: string): NumberParameter {
  return { kind: 'number', default: 2, min: 0, help };
}

export const focalReferences = [
  'T.-Y. Lin, P. Goyal, R. Girshick, K. He and P. Dollár, Focal loss for dense object detection, 2017, ICCV',
];
