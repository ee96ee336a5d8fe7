//! How wide each column of a table is on a terminal, and which are left out.

/// Columns of the terminal between two of the table.
pub(super) const GAP: usize = 2;

/// To less than this nothing is cut: a column that would have to be is left out.
const LEAST: usize = 12;

/// What a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// The width at which nothing is cut.
    pub(super) natural: usize,
    /// Its share of the room where not everything fits; 0 for a column that is not cut.
    pub(super) weight: usize,
    /// The lowest go first.
    pub(super) rank: u8,
}

/// The width of each column, `None` for one that is left out. The widths and the gaps between
/// them add up to `room` at most.
pub(super) fn widths(wishes: &[Wish], room: usize) -> Vec<Option<usize>> {
    let mut widths: Vec<Option<usize>> = wishes.iter().map(|wish| Some(least(wish))).collect();
    while taken(&widths) > room {
        let kept = (0..).zip(wishes).zip(&widths).filter(|(_, width)| width.is_some());
        let kept: Vec<(usize, &Wish)> = kept.map(|(column, _)| column).collect();
        // The first of the lowest, from the right.
        let last = kept.iter().rev().min_by_key(|(_, wish)| wish.rank);
        let Some(width) = last.and_then(|&(index, _)| widths.get_mut(index)) else { break };
        // Something must be left: the last column is cut however little that leaves of it.
        *width = (kept.len() == 1).then_some(room);
    }
    for _ in taken(&widths)..room {
        let growing = widths.iter_mut().zip(wishes).filter_map(|(width, wish)| {
            let width = width.as_mut()?;
            (*width < wish.natural && wish.weight > 0).then_some((width, wish.weight))
        });
        // The one that is furthest behind its share.
        match growing.min_by(|(a, of_a), (b, of_b)| (**a * of_b).cmp(&(**b * of_a))) {
            Some((width, _)) => *width += 1,
            None => break,
        }
    }
    widths
}

/// What a column must have to be shown.
fn least(wish: &Wish) -> usize {
    if wish.weight == 0 { wish.natural } else { wish.natural.min(LEAST) }
}

/// The room taken by the columns that are shown.
fn taken(widths: &[Option<usize>]) -> usize {
    let shown = widths.iter().flatten().count();
    widths.iter().flatten().sum::<usize>() + GAP * shown.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rigid(natural: usize) -> Wish {
        Wish { natural, weight: 0, rank: 0 }
    }

    fn flexible(natural: usize, weight: usize) -> Wish {
        Wish { natural, weight, rank: 1 }
    }

    #[test]
    fn with_room_enough_nothing_is_cut_and_nothing_stretched() {
        let wishes = [rigid(3), flexible(20, 1), rigid(10)];
        assert_eq!(widths(&wishes, 37), [Some(3), Some(20), Some(10)]);
        assert_eq!(widths(&wishes, 500), [Some(3), Some(20), Some(10)]);
    }

    #[test]
    fn what_may_be_cut_shares_the_rest_by_weight() {
        let wishes = [rigid(10), flexible(90, 3), flexible(90, 1)];
        assert_eq!(widths(&wishes, 10 + 2 + 45 + 2 + 15), [Some(10), Some(45), Some(15)]);
    }

    #[test]
    fn what_one_column_does_not_need_another_has() {
        let wishes = [flexible(12, 3), flexible(90, 1)];
        assert_eq!(widths(&wishes, 50), [Some(12), Some(36)]);
    }

    #[test]
    fn on_a_narrow_terminal_the_lowest_rank_goes_first_and_of_equals_the_last() {
        let wishes = [rigid(4), flexible(40, 1), rigid(10), rigid(9)];
        assert_eq!(widths(&wishes, 41), [Some(4), Some(12), Some(10), Some(9)]);
        assert_eq!(widths(&wishes, 40), [Some(4), Some(22), Some(10), None]);
        assert_eq!(widths(&wishes, 29), [Some(4), Some(23), None, None]);
        assert_eq!(widths(&wishes, 17), [None, Some(17), None, None]);
    }

    #[test]
    fn the_last_column_is_cut_to_whatever_there_is() {
        assert_eq!(widths(&[rigid(30), rigid(30)], 7), [Some(7), None]);
        assert_eq!(widths(&[flexible(30, 1)], 0), [Some(0)]);
        assert!(widths(&[], 9).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_ever_wider_than_the_terminal(
            wishes in proptest::collection::vec((0..60_usize, 0..4_usize, 0..3_u8), 1..8),
            room in 0..120_usize,
        ) {
            let wishes: Vec<Wish> = wishes
                .into_iter()
                .map(|(natural, weight, rank)| Wish { natural, weight, rank })
                .collect();
            let widths = widths(&wishes, room);
            prop_assert!(taken(&widths) <= room);
            prop_assert!(widths.iter().any(Option::is_some));
            for (width, wish) in widths.iter().zip(&wishes) {
                prop_assert!(width.is_none_or(|width| width <= wish.natural.max(room)));
            }
        }
    }
}
