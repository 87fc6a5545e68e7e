/** What a parameter of a loss is set to. */
export type ParameterValue = number | boolean | string | readonly number[];
