//! Charts drawn on the server: columns over time.

/// Columns in a field of 100 × 40, which the page stretches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// From left to right.
    pub columns: Vec<Column>,
    /// The highest value, which reaches the top.
    pub top: u64,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// "14:00"
    pub label: String,
    /// The value.
    pub value: u64,
    /// The left edge, in hundredths of the width.
    pub x: String,
    /// The width.
    pub width: String,
    /// The top edge.
    pub y: String,
    /// The height.
    pub height: String,
}

const HEIGHT: u64 = 40;

impl Columns {
    /// Columns of these values.
    pub fn of(values: Vec<(String, u64)>) -> Self {
        let top = values.iter().map(|(_, value)| *value).max().unwrap_or(0);
        // In thousandths, so that whole numbers are fine enough for any screen.
        let step = 100_000 / u64::try_from(values.len().max(1)).unwrap_or(1);
        let column = |(i, (label, value)): (u64, (String, u64))| {
            let height = value * HEIGHT * 1_000 / top.max(1);
            Column {
                label,
                value,
                x: thousandths(i * step + step / 8),
                width: thousandths(step - step / 4),
                y: thousandths(HEIGHT * 1_000 - height),
                height: thousandths(height),
            }
        };
        Self { columns: (0u64..).zip(values).map(column).collect(), top }
    }

    /// Every sixth label, for the line below.
    pub fn ticks(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().step_by(6).map(|column| column.label.as_str())
    }
}

fn thousandths(n: u64) -> String {
    format!("{}.{:03}", n / 1_000, n % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_column_reaches_the_top_and_an_empty_hour_has_none() {
        let columns = Columns::of(vec![("00:00".into(), 0), ("01:00".into(), 8), ("02:00".into(), 4)]).columns;
        let heights: Vec<_> = columns.iter().map(|column| (column.y.as_str(), column.height.as_str())).collect();
        assert_eq!(heights, [("40.000", "0.000"), ("0.000", "40.000"), ("20.000", "20.000")]);
    }

    #[test]
    fn a_day_without_a_decision_is_flat() {
        let columns = Columns::of(vec![("00:00".into(), 0); 24]);
        assert!(columns.columns.iter().all(|column| column.height == "0.000"));
        assert_eq!(columns.ticks().count(), 4);
    }
}
