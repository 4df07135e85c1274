//! A small generator of our own. The sample's bytes are a promise (same seed, same files, for
//! ever), and no library promises that its stream never changes between versions. For the same
//! reason nothing here calls the platform's `exp` or `ln`: only `+ - * /` and `sqrt`, which every
//! machine rounds alike.

/// xoshiro256++ (Blackman and Vigna), seeded through splitmix64.
#[derive(Clone, Debug)]
pub struct Rng([u64; 4]);

/// One step of splitmix64: also a good mixer of a seed with a number.
pub fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Rng {
    /// A stream of its own for each thing drawn, so that leaving one file out changes no other.
    pub fn new(seed: u64, stream: &str, number: u64) -> Rng {
        let named = stream.bytes().fold(mix(seed), |state, byte| mix(state ^ u64::from(byte)));
        let start = mix(named ^ number.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Rng([mix(start), mix(start ^ 1), mix(start ^ 2), mix(start ^ 3)])
    }

    pub fn next(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.0 = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// Below `bound`; 0 when the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    pub fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// Between both ends, which count.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// In [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.index(from.len())]
    }

    /// Near enough to a normal of mean 0 and deviation 1: the sum of twelve uniforms.
    pub fn normal(&mut self) -> f64 {
        let mut sum = -6.0;
        for _ in 0..4 {
            let bits = self.next();
            for shift in [0, 21, 42] {
                sum += ((bits >> shift) & 0x1f_ffff) as f64 / f64::from(1 << 21);
            }
        }
        sum
    }

    /// Skewed as amounts of money are.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * exp(sigma * self.normal())
    }

    /// An index that prefers the front, as a few suppliers win much.
    pub fn skewed(&mut self, length: usize) -> usize {
        let unit = self.unit();
        ((unit * unit.sqrt()) * length as f64) as usize
    }
}

/// e^x by halving the argument and squaring the series' result: the same bits on every machine.
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-40.0, 40.0) / 1024.0;
    let mut result = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0))));
    for _ in 0..10 {
        result *= result;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_never_changes() {
        let mut rng = Rng::new(7, "stream", 3);
        let first: Vec<u64> = (0..3).map(|_| rng.next()).collect();
        assert_eq!(first, FIRST, "a changed stream changes every sample ever written");
    }

    const FIRST: [u64; 3] = [10_507_441_107_354_249_804, 8_043_634_609_851_119_620, 14_578_856_129_407_366_458];

    #[test]
    fn exp_is_near_the_real_one() {
        for x in [-9.5, -1.0, 0.0, 0.3, 1.0, 4.0, 12.0] {
            assert!((exp(x) / f64::exp(x) - 1.0).abs() < 1e-9, "exp({x}) = {}", exp(x));
        }
    }

    #[test]
    fn normal_has_mean_and_spread() {
        let mut rng = Rng::new(1, "normal", 0);
        let draws: Vec<f64> = (0..20_000).map(|_| rng.normal()).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let spread = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.03, "mean {mean}");
        assert!((spread - 1.0).abs() < 0.05, "variance {spread}");
    }

    #[test]
    fn streams_differ() {
        assert_ne!(Rng::new(1, "a", 0).next(), Rng::new(1, "b", 0).next());
        assert_ne!(Rng::new(1, "a", 0).next(), Rng::new(1, "a", 1).next());
        assert_ne!(Rng::new(1, "a", 0).next(), Rng::new(2, "a", 0).next());
    }
}
