//! Slips of the pen: how far a word is from the one that was meant.
//!
//! Owns the measure. What may be taken for a slip where, says whoever reads that.

/// Whether two words are one slip apart: a letter too many, too few, other, or swapped; in
/// long words two.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    let allowed = if shorter >= 8 { 2 } else { 1 };
    shorter >= 4 && is_within(a, b, allowed)
}

/// Whether two words that begin alike are no more than so many letters apart.
pub(crate) fn is_within(a: &str, b: &str, letters: usize) -> bool {
    may_be_within(a, b, letters) && distance(a, b) <= letters
}

/// What is quickly seen of such words.
pub(crate) fn may_be_within(a: &str, b: &str, letters: usize) -> bool {
    a.len().abs_diff(b.len()) <= letters
        && a.len().max(b.len()) <= 40
        && a.chars().next() == b.chars().next()
}

/// Letters to add, remove, change or swap to make one word of the other.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (row, letter) in a.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, &other) in b.iter().enumerate() {
            let [up, left, diagonal] =
                [above.get(column + 1), current.get(column), above.get(column)]
                    .map(|cell| cell.copied().unwrap_or(0));
            let mut best = (up + 1).min(left + 1).min(diagonal + usize::from(letter != other));
            let is_swap =
                column > 0 && previous == Some(other) && b.get(column - 1) == Some(&letter);
            if let Some(&two_back) = before.get(column.wrapping_sub(1)).filter(|_| is_swap) {
                best = best.min(two_back + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
        previous = Some(letter);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_more_less_other_or_swapped_is_one_apart() {
        for slip in ["pickss", "pick", "packs", "pikcs"] {
            assert_eq!(distance(slip, "picks"), 1, "{slip}");
        }
        assert_eq!(distance("picks", "picks"), 0);
        assert_eq!(distance("pciks", "picsk"), 2);
    }

    #[test]
    fn a_word_may_have_one_slip_and_a_long_one_two() {
        assert!(is_slip("sponser", "sponsor"));
        assert!(is_slip("interveiwng", "interviewing"));
        assert!(!is_slip("sponzer", "sponsor"));
        assert!(!is_slip("tea", "teas"), "short words are too near each other");
        assert!(!is_slip("bonsor", "sponsor"), "nor is the first letter mistaken");
    }
}
