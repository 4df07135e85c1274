//! From values to lengths, and the round numbers that stand on an axis.

/// A range that always holds zero: the length of a bar must be its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
}

impl Scale {
    pub fn of(values: impl Iterator<Item = f64>) -> Scale {
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low == high {
            high = 1.0;
        }
        Scale { low, high }
    }

    /// Where a value lies between the low end (0) and the high end (1).
    pub fn place(self, value: f64) -> f64 {
        let place = (value - self.low) / (self.high - self.low);
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Two to five round numbers within the range, zero among them.
    pub fn ticks(self) -> Vec<f64> {
        let rough = (self.high - self.low) / 3.0;
        let power = 10f64.powf(rough.log10().floor());
        if !power.is_finite() || power <= 0.0 {
            return vec![0.0];
        }
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|by| by * power).find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(power * 10.0);
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        (first..=last).take(8).map(|at| at as f64 * step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(Scale { low: 0.0, high: 100.0 }.ticks(), [0.0, 50.0, 100.0]);
        assert_eq!(Scale { low: 0.0, high: 7.0 }.ticks(), [0.0, 5.0]);
        assert_eq!(Scale { low: -4.0, high: 5.0 }.ticks(), [0.0, 5.0]);
        assert!(Scale::of([f64::NAN, f64::INFINITY].into_iter()).ticks().len() < 6);
        assert_eq!(Scale::of([0.0].into_iter()).place(0.0), 0.0);
        assert_eq!(Scale::of([-1.0, 3.0].into_iter()).place(0.0), 0.25);
    }
}
