//! Exact totals: deals whole things out by weight so that the parts always add up.

/// Deals `total` out by weight, by largest remainder: every part gets at least `least`, and the parts add up to `total`
/// whenever `total` is enough for that.
pub(crate) fn deal(total: usize, weights: &[usize], least: usize) -> Vec<usize> {
    let sum: usize = weights.iter().sum::<usize>().max(1);
    let free = total.saturating_sub(least * weights.len());
    let mut parts: Vec<usize> = weights.iter().map(|w| least + free * w / sum).collect();
    let mut by_remainder: Vec<(usize, usize)> = weights
        .iter()
        .enumerate()
        .map(|(place, weight)| (free * weight % sum, place))
        .collect();
    by_remainder.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let dealt: usize = parts.iter().sum();
    let left = total.saturating_sub(dealt);
    for (_, place) in by_remainder.iter().cycle().take(left) {
        if let Some(part) = parts.get_mut(*place) {
            *part += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::deal;

    #[test]
    fn the_parts_add_up_and_follow_the_weights() {
        assert_eq!(deal(10, &[1, 1, 2], 0), [3, 2, 5]);
        assert_eq!(deal(7, &[100, 0, 0], 1), [5, 1, 1]);
        assert_eq!(deal(200_000, &[3; 365], 0).iter().sum::<usize>(), 200_000);
    }
}
