//! Real samples, damaged: as bytes, as a broken disk or network leaves them, and as JSON of another shape. The same seed
//! does the same damage. It must not know what a sample is.

use serde_json::{Value, json};

/// Numbers that look like chance and are the same every time.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this seed says.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
}

/// What parsers trip over.
const ODD: [&[u8]; 24] = [
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "👩‍👩‍👧".as_bytes(),
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"]",
    b"null",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"99999-12-31T23:59:60Z",
    b"+262143-12-31T23:59:59Z",
    b"\r\n",
    b"\n\n",
    b"../../",
    b"<script>",
    b"{{ x }}{% if %}",
];

/// The sample with one to four faults.
pub fn damaged(sample: &[u8], seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let twice = bytes[at..end].to_vec();
                bytes.splice(at..at, twice);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            4 => drop(bytes.splice(at..end, b"[".repeat(dice.roll(2_000)))),
            _ => drop(bytes.splice(at..end, ODD[dice.roll(ODD.len())].iter().copied())),
        }
    }
    bytes
}

/// The sample with up to three values that are others, or gone.
pub fn reshaped(sample: &Value, seed: u64) -> Value {
    let mut dice = Dice::new(seed);
    let mut value = sample.clone();
    for _ in 0..=dice.roll(3) {
        let mut places = Vec::new();
        pointers(&value, String::new(), &mut places);
        let place = places.swap_remove(dice.roll(places.len()));
        if let Some(held) = value.pointer_mut(&place) {
            *held = other(held, &mut dice);
        }
    }
    value
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| pointers(item, format!("{at}/{n}"), found));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| {
            pointers(field, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
        }),
        _ => {}
    }
    found.push(at);
}

fn other(held: &Value, dice: &mut Dice) -> Value {
    match dice.roll(14) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(u64::MAX),
        3 => json!(1e308),
        4 => json!(""),
        5 => json!("\u{0}\u{202e}é👩‍👩‍👧"),
        6 => json!("long ".repeat(2_000)),
        7 => json!("9999-12-31T23:59:59Z"),
        8 => json!("-262144-01-01T00:00:00Z"),
        9 => json!([held, held]),
        10 => json!({ "held": held }),
        11 => json!([]),
        12 => json!(true),
        _ => shrunk(held),
    }
}

/// Without its last part.
fn shrunk(held: &Value) -> Value {
    match held {
        Value::Array(items) => json!(items.iter().skip(1).collect::<Vec<_>>()),
        Value::Object(fields) => fields.iter().skip(1).map(|(key, field)| (key.clone(), field.clone())).collect(),
        Value::String(text) => json!(text.chars().skip(1).collect::<String>()),
        _ => Value::Null,
    }
}
