/**
 * Formula texts of the unit deviance of Poisson and gamma distributions with mean p: as scikit-learn computes it, and
 * without the cancellation where p is close to y.
 */
export const poissonDeviance = {
  sklearn: '2 * (xlogy(y, y / p) - y + p)',
  exact: '2 * kl_div(y, p)',
};

export const gammaDeviance = {
  sklearn: '2 * (log(p / y) + y / p - 1)',
  exact: '2 * kl_div(p, y) / p',
};
