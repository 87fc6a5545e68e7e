/** Why a formula has no SQL: a phrase, as after "it": `needs the function erf, which SQLite has not`. */
export class Inexpressible extends Error {}
