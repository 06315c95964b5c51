use crate::{Amount, MoneyError};

/// Splits `total` in proportion to `weights` by the largest-remainder method.
///
/// INVARIANT: the parts sum to `total`, each is within one minor unit of its exact share, and equal remainders go to
/// the earlier part, so the result depends on nothing but the arguments.
pub fn allocate(total: Amount, weights: &[u64]) -> Result<Vec<Amount>, MoneyError> {
    let weight_sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if weight_sum == 0 {
        return Err(MoneyError::NoWeights);
    }
    let magnitude = i128::from(total.minor()).abs();
    let sign = i128::from(total.minor()).signum();
    let shares: Vec<(i128, i128)> = weights
        .iter()
        .map(|w| {
            let exact = magnitude * i128::from(*w);
            (exact / weight_sum, exact % weight_sum)
        })
        .collect();
    let missing = magnitude - shares.iter().map(|s| s.0).sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|i| (std::cmp::Reverse(shares[*i].1), *i));
    let mut parts: Vec<i128> = shares.iter().map(|s| s.0).collect();
    for i in by_remainder.into_iter().take(usize::try_from(missing).map_err(|_| MoneyError::Overflow)?) {
        parts[i] += 1;
    }
    parts
        .into_iter()
        .map(|p| Ok(Amount::new(i64::try_from(p * sign).map_err(|_| MoneyError::Overflow)?, total.currency())))
        .collect()
}

/// Splits `total` into `parts` nearly equal parts; the first ones take the residue.
pub fn split_evenly(total: Amount, parts: usize) -> Result<Vec<Amount>, MoneyError> {
    allocate(total, &vec![1; parts])
}
