export const SEED = 42;
