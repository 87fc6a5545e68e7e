/** Thrown where a list goes on that was handed on already: the items have to be read once more, and held. */
export class ContinuedList extends Error {}
