//! The table: what was measured, against what, and whether that is as good as wished.

use std::fmt;
use std::time::Duration;

/// The table.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
    /// What could not be measured, as sentences.
    remarks: Vec<String>,
}

/// One comparison.
pub(crate) struct Row {
    what: String,
    ours: String,
    theirs: String,
    ratio: String,
    goals: String,
}

/// What is wished of a number, and whether it is so.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// A number and the most it may be, in bytes.
    AtMost(u64, u64),
    /// A time and the longest it may be.
    Within(Duration, Duration),
    /// A ratio and the highest it may be.
    Ratio(f64, f64),
}

impl Row {
    /// Something measured by itself.
    pub(crate) fn of(what: impl Into<String>, ours: String, goal: Goal) -> Self {
        let (theirs, ratio) = (String::new(), String::new());
        Self { what: what.into(), ours, theirs, ratio, goals: goal.to_string() }
    }

    /// Two times compared.
    pub(crate) fn times(
        what: impl Into<String>,
        ours: Duration,
        (than, theirs): (&str, Duration),
        most: f64,
    ) -> Self {
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        Self {
            theirs: format!("{than}: {}", milliseconds(theirs)),
            ..Self::ratio(what, milliseconds(ours), ratio, Some(most))
        }
    }

    /// Two lengths in memory compared, against a goal if there is one.
    pub(crate) fn bytes(
        what: impl Into<String>,
        ours: u64,
        (than, theirs): (&str, u64),
        most: Option<f64>,
    ) -> Self {
        // Exact up to nine million gigabytes.
        #[expect(clippy::cast_precision_loss, reason = "a ratio is shown to two digits")]
        let ratio = ours as f64 / theirs as f64;
        Self {
            theirs: format!("{than}: {}", megabytes(theirs)),
            ..Self::ratio(what, megabytes(ours), ratio, most)
        }
    }

    fn ratio(what: impl Into<String>, ours: String, ratio: f64, most: Option<f64>) -> Self {
        Self {
            what: what.into(),
            ours,
            theirs: String::new(),
            ratio: format!("{ratio:.2}"),
            goals: most.map_or_else(String::new, |most| Goal::Ratio(ratio, most).to_string()),
        }
    }

    /// Something else wished of the same measurement.
    pub(crate) fn and(mut self, goal: Goal) -> Self {
        self.goals = format!("{}, {goal}", self.goals);
        self
    }
}

impl Table {
    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Says why something is not in the table.
    pub(crate) fn remark(&mut self, sentence: &str) {
        if self.remarks.iter().all(|known| known != sentence) {
            self.remarks.push(sentence.to_owned());
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | shownotes | compared with | ratio | goal |")?;
        writeln!(f, "|---|---|---|---|---|")?;
        for Row { what, ours, theirs, ratio, goals } in &self.rows {
            writeln!(f, "| {what} | {ours} | {theirs} | {ratio} | {goals} |")?;
        }
        self.remarks.iter().try_for_each(|remark| writeln!(f, "\n{remark}"))
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (goal, is_met) = match self {
            Self::AtMost(bytes, most) => (format!("≤ {}", megabytes(*most)), bytes <= most),
            Self::Within(time, most) => (format!("≤ {} ms", most.as_millis()), time <= most),
            Self::Ratio(ratio, most) => (format!("≤ {most}×"), ratio <= most),
        };
        write!(f, "{goal} {}", if is_met { "✓" } else { "✗" })
    }
}

pub(crate) fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    let digits = if milliseconds < 10.0 { 2 } else { 0 };
    format!("{milliseconds:.digits$} ms")
}

pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
