/// A number within bounds, as close to a small one as possible.
pub(super) fn number(position: usize, lowest: Option<f64>, highest: Option<f64>) -> f64 {
    let wanted = lowest.map_or(1.0, |lowest| lowest.max(1.0)) + position as f64;
    let number = highest.map_or(wanted, |highest| wanted.min(highest));
    lowest.map_or(number, |lowest| number.max(lowest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold() {
        assert_eq!(number(0, None, None), 1.0);
        assert_eq!(number(2, None, None), 3.0);
        assert_eq!(number(0, Some(5.0), Some(9.0)), 5.0);
        assert_eq!(number(0, Some(0.0), Some(0.5)), 0.5);
        assert_eq!(number(0, Some(-9.0), Some(-5.0)), -5.0);
        assert_eq!(number(0, None, Some(0.0)), 0.0);
    }
}
