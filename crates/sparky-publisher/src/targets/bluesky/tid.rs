//! The name of a record: a TID that follows from the item alone, so that the same item is always the same record. It must
//! not know what a record holds.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};

/// The alphabet, in which TIDs sort as their times do.
const ALPHABET: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// 13 signs: 53 bits of microseconds and 10 bits that tell apart what has the same time. What lies below a second
/// follows from the key.
pub(super) fn tid(time: DateTime<Utc>, key: &str) -> String {
    let hash = digest(&SHA256, key.as_bytes());
    let number = hash.as_ref().iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let micros = u64::try_from(time.timestamp()).unwrap_or_default() * 1_000_000 + number % 1_000_000;
    let value = ((micros & ((1 << 53) - 1)) << 10) | ((number >> 32) & 0x3ff);
    let sign = |at: u32| char::from(ALPHABET.get(((value >> (5 * at)) & 31) as usize).copied().unwrap_or(b'2'));
    (0..13).rev().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tid_is_one_and_follows_from_the_item() {
        let time = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let one = tid(time(1_752_000_000), "news/daily/2025-07-08");
        assert_eq!(one, tid(time(1_752_000_000), "news/daily/2025-07-08"));
        assert_eq!((one.len(), one.bytes().all(|sign| ALPHABET.contains(&sign))), (13, true));
        assert!(b"234567abcdefghij".contains(&one.as_bytes()[0]), "the first bit of a TID is 0: {one}");
        assert_ne!(one, tid(time(1_752_000_000), "news/daily/2025-07-08#1"));
        assert!(one < tid(time(1_752_000_001), "a") && tid(time(1_751_999_999), "a") < one);
    }
}
