/** What sets the losses of TensorFlow.js apart, whatever else does. */
export const ofTfjs =
  'TensorFlow.js computes in float32 whatever the dtype; its mean leaves samples of weight 0 out, which --reduction mean counts.';
