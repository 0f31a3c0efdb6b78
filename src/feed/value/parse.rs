//! JSON text into a [`Value`].
//!
//! By hand: what a browser's `JSON.parse` makes has to be carried into the wasm member by member, which takes longer
//! than reading the text, and the crates for it bring exact floating point numbers and words for errors that nobody
//! sees (docs/size.md).

use std::mem;

use super::Value;
use crate::limits::MAX_DEPTH;

impl Value {
    /// Reads a text ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)); `None` where it is not JSON. What nests deeper than
    /// [`MAX_DEPTH`] is null, and is not looked into. Half a surrogate pair is U+FFFD; the last digits of a number
    /// that has a fraction or more than 15 of them may differ.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { text, at: 0 };
        let value = parser.value(MAX_DEPTH)?;
        parser.token().is_none().then_some(value)
    }

    /// The same, where a list in the outermost object is left to `read`, which is told what stands before it. In the value
    /// it is empty.
    pub(in crate::feed) fn parse_but(
        text: &str,
        list: &str,
        read: &mut dyn FnMut(&Value, &mut Items<'_>),
    ) -> Option<Self> {
        let mut parser = Parser { text, at: 0 };
        if parser.token()? != b'{' {
            return Self::parse(text);
        }
        let (mut document, mut is_first) = (Self::Map(Vec::new()), true);
        while parser.goes_on(b'}', mem::take(&mut is_first))? {
            let name = parser.name()?;
            let value = if parser.token()? == b'[' && name == list {
                let mut items = Items { parser, is_first: true, end: None };
                read(&document, &mut items);
                while items.left().is_some() {
                    items.value(0);
                }
                parser = items.parser;
                items.end.filter(|is_json| *is_json)?;
                Self::List(Vec::new())
            } else {
                parser.at -= 1;
                parser.value(MAX_DEPTH - 1)?
            };
            if let Self::Map(members) = &mut document {
                members.push((name, value));
            }
        }
        parser.token().is_none().then_some(document)
    }
}

/// The items of such a list.
pub(in crate::feed) struct Items<'a> {
    parser: Parser<'a>,
    is_first: bool,
    /// Whether its end is one of JSON.
    end: Option<bool>,
}

impl<'a> Items<'a> {
    /// All that is left of the text from the next item on, if there is one.
    pub(in crate::feed) fn left(&mut self) -> Option<&'a str> {
        if self.end.is_some() {
            return None;
        }
        let parser = &mut self.parser;
        let goes_on = parser.goes_on(b']', mem::take(&mut self.is_first));
        if goes_on != Some(true) {
            self.end = Some(goes_on.is_some());
            return None;
        }
        parser.token()?;
        parser.at -= 1;
        parser.text.get(parser.at..)
    }

    /// Goes on behind the item, which has so many bytes.
    pub(in crate::feed) fn pass(&mut self, bytes: usize) {
        self.parser.at += bytes;
    }

    /// The item, of which so many levels are looked into, and how many bytes it has.
    pub(in crate::feed) fn value(&mut self, depth: u8) -> Option<(Value, usize)> {
        let from = self.parser.at;
        let value = self.parser.value(depth);
        if value.is_none() {
            self.end = Some(false);
        }
        Some((value?, self.parser.at - from))
    }
}

/// What is left of a text. `None` of its methods: it is not JSON.
#[derive(Clone, Copy)]
struct Parser<'a> {
    text: &'a str,
    /// Of the next byte.
    at: usize,
}

impl Parser<'_> {
    fn value(&mut self, depth: u8) -> Option<Value> {
        Some(match self.token()? {
            b'"' => Value::Text(self.string()?),
            b'[' | b'{' if depth == 0 => self.skip()?,
            b'[' => {
                let mut items = Vec::new();
                while self.goes_on(b']', items.is_empty())? {
                    items.push(self.value(depth - 1)?);
                }
                Value::List(items)
            }
            b'{' => {
                let mut members = Vec::new();
                while self.goes_on(b'}', members.is_empty())? {
                    members.push((self.name()?, self.value(depth - 1)?));
                }
                Value::Map(members)
            }
            b't' => self.word("rue", Value::Bool(true))?,
            b'f' => self.word("alse", Value::Bool(false))?,
            b'n' => self.word("ull", Value::Null)?,
            _ => {
                self.at -= 1;
                Value::Number(self.number()?)
            }
        })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Takes a byte if it is the next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// The next byte that is no white space.
    fn token(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
        }
    }

    /// Whether a list or an object has one more, or else is closed here.
    fn goes_on(&mut self, close: u8, is_empty: bool) -> Option<bool> {
        let token = self.token()?;
        if token == close {
            return Some(false);
        }
        if is_empty {
            self.at -= 1;
        } else if token != b',' {
            return None;
        }
        Some(true)
    }

    fn name(&mut self) -> Option<String> {
        let name = if self.token()? == b'"' { self.string()? } else { return None };
        (self.token()? == b':').then_some(name)
    }

    fn word(&mut self, rest: &str, value: Value) -> Option<Value> {
        let left = self.text.get(self.at..)?;
        self.at += rest.len();
        left.starts_with(rest).then_some(value)
    }

    /// What is open, to where it is closed.
    fn skip(&mut self) -> Option<Value> {
        let mut open = 1;
        while open > 0 {
            match self.byte()? {
                b'"' => drop(self.string()?),
                b'[' | b'{' => open += 1,
                b']' | b'}' => open -= 1,
                _ => {}
            }
        }
        Some(Value::Null)
    }

    /// What follows a quotation mark, up to the next.
    fn string(&mut self) -> Option<String> {
        let mut made = String::new();
        loop {
            let left = self.text.get(self.at..)?;
            let end = left.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
            made.push_str(left.get(..end)?);
            self.at += end;
            match self.byte()? {
                b'"' => return Some(made),
                b'\\' => made.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.byte()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let behind = self.at;
                if (0xd800..0xdc00).contains(&unit) && self.takes(b'\\') && self.takes(b'u') {
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        return char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low - 0xdc00);
                    }
                    // It was another one.
                }
                self.at = behind;
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            byte @ (b'"' | b'\\' | b'/') => byte.into(),
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit << 4 | char::from(self.byte()?).to_digit(16)?))
    }

    fn number(&mut self) -> Option<f64> {
        let is_negative = self.takes(b'-');
        let is_zero = self.peek() == Some(b'0');
        let (mut value, whole) = self.digits(0.0);
        if whole == 0 || is_zero && whole > 1 {
            return None;
        }
        let mut scale = 0;
        if self.takes(b'.') {
            let (with, places) = self.digits(value);
            (value, scale) = (with, -places);
            if places == 0 {
                return None;
            }
        }
        if self.takes(b'e') || self.takes(b'E') {
            let is_down = !self.takes(b'+') && self.takes(b'-');
            let (power, places) = self.digits(0.0);
            // No number has a power beyond that.
            let power = power.min(9999.0) as i32;
            scale += if is_down { -power } else { power };
            if places == 0 {
                return None;
            }
        }
        for _ in 0..scale.abs() {
            value = if scale < 0 { value / 10.0 } else { value * 10.0 };
        }
        Some(if is_negative { -value } else { value })
    }

    /// Goes on with a number by the digits that follow, and tells how many there are.
    fn digits(&mut self, mut value: f64) -> (f64, i32) {
        let mut count = 0;
        while let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(10)) {
            value = value * 10.0 + f64::from(digit);
            count += 1;
            self.at += 1;
        }
        (value, count)
    }
}
