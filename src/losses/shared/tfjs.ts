/** What sets the losses of TensorFlow.js apart, whatever else does. */
export const ofTfjs =
  'TensorFlow.js computes in float32 whatever the dtype; a mean of weighted losses divides by how many weights are not 0.';
