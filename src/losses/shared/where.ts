/** What notes say of optax's losses that take a mask of the numbers of each row. */
export const maskIsWhere = 'Its argument where is a --mask of the shape of pred.';
