//! Bytes as text, by what the document or its server says of them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a document its own word on its characters is looked for, as in the HTML standard.
const PRESCANNED: usize = 1024;

/// A text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of the encoding ("UTF-8").
    pub(super) charset: &'static str,
    /// Some bytes were none of its characters.
    pub(super) is_malformed: bool,
    /// Another encoding, which was said but does not count.
    pub(super) ignored: Option<&'static str>,
}

/// Decodes by, in this order, the byte order mark, `Content-Type`, the declaration of XML or HTML, and UTF-8. JSON is
/// in UTF-8 whatever is said of it (RFC 8259 §8.1), and the widget reads no other.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    let said = || content_type.and_then(parameter).and_then(known);
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(said).or_else(|| declared(bytes)).unwrap_or(UTF_8);
    let (text, encoding, is_malformed) = encoding.decode(bytes);
    if encoding != UTF_8 && text.trim_start().starts_with(['{', '[']) {
        let (text, is_malformed) = UTF_8.decode_with_bom_removal(bytes);
        let ignored = Some(encoding.name());
        return Decoded { text: text.into_owned(), charset: UTF_8.name(), is_malformed, ignored };
    }
    Decoded { text: text.into_owned(), charset: encoding.name(), is_malformed, ignored: None }
}

/// The `charset` of a media type.
fn parameter(media: &str) -> Option<&str> {
    media.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}

/// What the document says: `<?xml … encoding="…"?>`, `<meta charset="…">`, or the latter's older form.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCANNED).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let name = if head.trim_start().starts_with("<?xml") {
        head.split("?>").next()?.split("encoding").nth(1)?
    } else {
        head.split("<meta")
            .skip(1)
            .find_map(|meta| meta.split('>').next()?.split("charset").nth(1))?
    };
    let name = name.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| matches!(c, '"' | '\'' | ';' | '/') || c.is_whitespace());
    // Whoever could write this in ASCII has not written it in UTF-16.
    known(name.get(..end.unwrap_or(name.len()))?)
        .map(|encoding| if [UTF_16BE, UTF_16LE].contains(&encoding) { UTF_8 } else { encoding })
}

fn known(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], content_type: Option<&str>, charset: &str, ends: &str) {
        let decoded = decode(bytes, content_type);
        assert_eq!((decoded.charset, decoded.is_malformed), (charset, false), "{content_type:?}");
        assert!(decoded.text.ends_with(ends), "{:?}", decoded.text);
    }

    #[test]
    fn a_text_is_read_by_the_first_word_on_its_characters() {
        let latin = Some("text/xml; Charset=\"ISO-8859-1\"");
        check("æ".as_bytes(), None, "UTF-8", "æ");
        check("æ".as_bytes(), Some("text/xml"), "UTF-8", "æ");
        check("æ".as_bytes(), Some("text/xml; charset=unheard-of"), "UTF-8", "æ");
        check(b"\xe6", latin, "windows-1252", "æ");
        check(b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe6", None, "windows-1252", "æ");
        check(b"<?xml version=\"1.0\" encoding = \"x\"?>", latin, "windows-1252", "?>");
        check(b"<html><meta name=a><META charset=latin1><p>\xe6", None, "windows-1252", "æ");
        let older = b"<meta http-equiv='content-type' content='text/html; charset=big5'>";
        check(older, None, "Big5", ">");
        check(b"\xff\xfe\xe6\0", latin, "UTF-16LE", "æ");
        check(b"\xfe\xff\0\xe6", None, "UTF-16BE", "æ");
        check(b"\xef\xbb\xbf\xc3\xa6", latin, "UTF-8", "æ");
        check(b"<?xml version='1.0' encoding='UTF-16'?><a>\xc3\xa6", None, "UTF-8", "æ");
        check(b"{\"encoding='latin1'\": \"\xc3\xa6", None, "UTF-8", "æ");
    }

    #[test]
    fn json_is_utf_8_whatever_is_said() {
        let latin = Some("application/json; charset=iso-8859-1");
        let decoded = decode(" [\"æ\"]".as_bytes(), latin);
        assert_eq!((&*decoded.text, decoded.charset), (" [\"æ\"]", "UTF-8"));
        assert_eq!((decoded.is_malformed, decoded.ignored), (false, Some("windows-1252")));
        let wide = decode(b"\xff\xfe{\0", None);
        assert_eq!((wide.is_malformed, wide.ignored), (true, Some("UTF-16LE")));
        assert!(!wide.text.starts_with('{'), "{:?}", wide.text);
        assert_eq!(decode(b"{}", None).ignored, None);
    }

    #[test]
    fn bytes_that_are_no_characters_are_replaced_and_told() {
        let decoded = decode(b"a\xe6b", None);
        assert_eq!((&*decoded.text, decoded.is_malformed), ("a\u{fffd}b", true));
    }
}
