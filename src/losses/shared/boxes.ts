import type { ChoiceParameter, Domain, KnownTo, ParameterValue } from '../definition.ts';
import { squareScale } from './square-scale.ts';

/** The parameters of a loss of boxes: what their four numbers are. */
export function boxParameters(known: KnownTo = {}): { readonly boxFormat: ChoiceParameter } {
  const boxFormat: ChoiceParameter = {
    kind: 'choice',
    choices: ['xyxy', 'xywh', 'cxcywh'],
    default: 'xyxy',
    ...known,
    help: 'what the numbers of a box are: x1 y1 x2 y2, or x1 y1 or the centre and then width and height',
  };
  return { boxFormat };
}

/** What descriptions say of {@link boxInputs}. */
export const PAIRS_OF_BOXES =
  ' Boxes come in pairs, true and predicted, a row of four numbers each: the corners x1 y1 x2 y2 or, with ' +
  '--box-format, those of COCO (xywh) or YOLO (cxcywh). Which prediction belongs to which true box has to be settled before.';

function domainWith({ boxFormat }: Readonly<Record<string, ParameterValue>>): Domain {
  return boxFormat === 'xyxy' ? 'box' : 'sized-box';
}

/** True and predicted boxes, in pairs. */
export const boxInputs = {
  true: { domain: 'box', domainWith },
  pred: { domain: 'box', domainWith },
} as const;

/** Formula text: two numbers along an axis of a box, from where to where it is. */
function interval(from: string, to: string, box: 'p' | 'y', axis: 0 | 1): string {
  const [at, size] = [`${box}[${axis}]`, `${box}[${axis + 2}]`];
  return `${from} = cxcywh ? ${at} - 0.5 * ${size} : ${at};
${to} = xyxy ? ${size} : cxcywh ? ${at} + 0.5 * ${size} : ${at} + ${size};`;
}

/**
 * Formula text, as torchvision computes: the corners x1 y1 x2 y2 of pred and u1 v1 u2 v2 of true, the areas that are in
 * `both` and in `either`, and the width and height of the box around them.
 */
export const torchvisionBoxes = `${interval('x1', 'x2', 'p', 0)}
${interval('y1', 'y2', 'p', 1)}
${interval('u1', 'u2', 'y', 0)}
${interval('v1', 'v2', 'y', 1)}
w_both = min(x2, u2) - max(x1, u1);
h_both = min(y2, v2) - max(y1, v1);
both = w_both > 0 && h_both > 0 ? w_both * h_both : 0;
either = (x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - both;
w_around = max(x2, u2) - min(x1, u1);
h_around = max(y2, v2) - min(y1, v1);`;

/** Formula text after it: the squared distance of the centres, over the squared diagonal of the box around them. */
export function torchvisionDistance(eps: string): string {
  return `diagonal = w_around^2 + h_around^2 + ${eps};
distance = (((x2 + x1) / 2 - (u1 + u2) / 2)^2 + ((y2 + y1) / 2 - (v1 + v2) / 2)^2) / diagonal;`;
}

/**
 * Formula text for `unshared`, 1 - IoU, made of how far the edges of true are from those of pred: `left`, `right`, `top`
 * and `bottom`. What is in one box only is a sum of strips, so that nothing cancels where boxes are nearly the same.
 */
export const exactBoxes = `k = stop_gradient(max(max(abs(p)), max(abs(y))));
a = p / ${squareScale('k')};
b = y / ${squareScale('k')};
w = xyxy ? a[2] - a[0] : a[2];
h = xyxy ? a[3] - a[1] : a[3];
w_true = xyxy ? b[2] - b[0] : b[2];
h_true = xyxy ? b[3] - b[1] : b[3];
left = b[0] - a[0] - (cxcywh ? (w_true - w) / 2 : 0);
top = b[1] - a[1] - (cxcywh ? (h_true - h) / 2 : 0);
right = xyxy ? b[2] - a[2] : left + (w_true - w);
bottom = xyxy ? b[3] - a[3] : top + (h_true - h);
w_both = w - max(left, 0) + min(right, 0);
h_both = h - max(top, 0) + min(bottom, 0);
overlap = w_both > 0 && h_both > 0;
apart = (max(left, 0) - min(right, 0)) * h + (max(right, 0) - min(left, 0)) * h_true + w_both * (abs(top) + abs(bottom));
unshared = overlap ? apart / (w_both * h_both + apart) : 1;`;

/** Formula text after {@link exactBoxes}: the width and height of the box around both. */
export const exactAround = `w_around = w + max(right, 0) - min(left, 0);
h_around = h + max(bottom, 0) - min(top, 0);`;

/** Formula text after both: the squared distance of the centres, over the squared diagonal of the box around them. */
export const exactDistance = `diagonal = w_around^2 + h_around^2;
distance = diagonal == 0 ? 0 : ((left + right)^2 + (top + bottom)^2) / (4 * diagonal);`;

/** Two boxes that overlap their predictions, one more than the other. */
export const boxesExample = {
  true: [
    [0, 0, 2, 2],
    [1, 1, 3, 4],
  ],
  pred: [
    [0, 0, 2, 3],
    [2, 2, 4, 4],
  ],
};
