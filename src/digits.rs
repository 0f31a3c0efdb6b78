//! Whole numbers as text and back, without the formatting of the standard library: all of that is 1.5 KB of wasm.

/// A number in decimal digits.
pub fn digits(number: impl Into<i64>) -> String {
    let number = number.into();
    let mut rest = number.unsigned_abs();
    let mut places = Vec::new();
    loop {
        places.push(char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    places.extend((number < 0).then_some('-'));
    places.into_iter().rev().collect()
}

/// The number that a text is in decimal digits, with a sign or without.
pub fn whole<N: TryFrom<i64>>(text: &str) -> Option<N> {
    number(text)?.try_into().ok()
}

/// Reads one, in one place for all kinds of them.
#[inline(never)]
fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}
