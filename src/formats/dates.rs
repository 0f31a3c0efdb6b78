//! Dates as feeds write them: RFC 3339, the variants of ISO 8601, RFC 822 and 1123 with everything
//! that has crept in since, and names of months in the languages of newsrooms.
//!
//! By hand: jiff would be 32 KB (brotli), and knows no local names. Tests hold it against jiff.

use crate::time::Timestamp;

/// Reads a date; `None` where it is none, or lacks day, month or year. Without a time it is
/// midnight, and without a zone UTC.
pub fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    Timestamp::parse_rfc3339(text).or_else(|| iso(text)).or_else(|| words(text))
}

/// ISO 8601: `2019-02-28T07:12Z`, `20190228T071200+0100`, `2019-02-28`, also with a space.
fn iso(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let digits: String = date.chars().filter(|c| *c != '-').collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let is_date =
        matches!(digits.len(), 6 | 8) && date.len() != 7 || date.len() == 7 && digits.len() == 6;
    let whole = digits.bytes().all(|digit| digit.is_ascii_digit());
    if !whole || !is_date || digits.len() == 6 && date.len() == 6 {
        return None;
    }
    let day = if digits.len() == 8 { number(6, 8)? } else { 1 };
    let time = rest.get(1..).unwrap_or_default().trim();
    moment(number(0, 4)?, number(4, 6)?, day, time)
}

/// `Thu, 28 Feb 2019 07:12:00 +0100`, and what is like it: the weekday may be missing or in any
/// language, as may the seconds; the month stands before or after the day.
fn words(text: &str) -> Option<Timestamp> {
    let spaced: String =
        text.chars().map(|c| if matches!(c, ',' | '(' | ')') { ' ' } else { c }).collect();
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let is_dotted = |part: &&str| {
        let (hour, minute) = part.split_once('.').unwrap_or_default();
        matches!((hour.len(), minute.len()), (1 | 2, 2))
            && [hour, minute].concat().parse::<u16>().is_ok()
    };
    let at = parts.iter().position(|part| part.contains(':'));
    // "28. februar 2019 kl. 07.12"
    let at = at.or_else(|| parts.iter().skip(1).position(is_dotted).map(|at| at + 1));
    let (date, time) = parts.split_at(at.unwrap_or(parts.len()));
    let mut numbers = Vec::new();
    let mut month = None;
    // `28-Feb-19` is RFC 850; the last words before the time say the date.
    let dots = date.iter().any(|part| part.matches('.').count() == 2);
    let separates = |c: char| c == '.' || SEPARATORS.contains(&c);
    for part in date.iter().flat_map(|part| part.split(separates)) {
        let bare = part.trim_end_matches(['.', 'º', 'ª']);
        let bare = ["st", "nd", "rd", "th", "er"]
            .iter()
            .find_map(|end| bare.strip_suffix(end).filter(|bare| bare.parse::<u8>().is_ok()))
            .unwrap_or(bare);
        match bare.parse::<i64>() {
            Ok(number) => numbers.push((number, bare.len())),
            Err(_) => month = self::month(bare).or(month),
        }
    }
    let mut time = time.join(" ");
    if !time.contains(':') {
        time = time.replace('.', ":");
    }
    // Only where there is no doubt which is the month: dots are European, dashes and slashes are not.
    let (numbers, month) = match (&numbers[..], month) {
        ([(year, 4), (month, _), (day, _)], None) => (vec![(*year, 4), (*day, 2)], Some(*month)),
        ([(day, _), (month, _), (year, 4)], None) if dots || *day > 12 => {
            (vec![(*day, 2), (*year, 4)], Some(*month))
        }
        ([(month, _), (day, _), (year, 4)], None) if *day > 12 || day == month => {
            (vec![(*day, 2), (*year, 4)], Some(*month))
        }
        _ => (numbers, month),
    };
    let (day, year) = match numbers[..] {
        [(year, 4), (day, _)] | [(day, _), (year, 4)] => (day, year),
        [(day, _), (year, 2)] => (day, full_year(year)),
        // `Thu Feb 28 07:12:00 CET 2019`, as in C.
        [(day, _)] => {
            let (rest, year) = time.rsplit_once(' ')?;
            let year = year.parse::<i64>().ok().filter(|year| *year > 999)?;
            time = rest.to_owned();
            (day, year)
        }
        _ => return None,
    };
    moment(year, month?, day, &time)
}

/// What stands between, or behind, the numbers of a date; of East Asia the words for year, month and day.
const SEPARATORS: [char; 8] = ['-', '/', '年', '月', '日', '년', '월', '일'];

/// RFC 2822 §4.3: two digits are a year from 1950 to 2049, three one from 1900 on.
fn full_year(year: i64) -> i64 {
    if year < 50 { year + 2000 } else { year + 1900 }
}

fn moment(year: i64, month: i64, day: i64, time: &str) -> Option<Timestamp> {
    let end = time
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(time.len());
    let (clock, zone) = time.split_at(end);
    let (clock, zone) = (clock.trim(), zone.trim());
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let one = |part: &str| if part.len() == 1 && clock.contains(':') { "0" } else { "" };
    let digits: String = clock.split(':').flat_map(|part| [one(part), part]).collect();
    if digits.len() > 6 {
        return None;
    }
    let two = |at: usize| match digits.get(at..at + 2) {
        Some(two) => two.parse::<i64>().ok(),
        None => (digits.len() <= at).then_some(0),
    };
    let (mut hour, minute, second) = (two(0)?, two(2)?, two(4)?);
    let (half, zone) = half_day(zone);
    match half {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    let offset = offset(zone)?;
    let sign = if offset < 0 { '-' } else { '+' };
    let offset = offset.abs();
    // The end of a day is the beginning of the next.
    let (hour, more) =
        if hour == 24 && minute == 0 && second == 0 { (0, 86_400_000) } else { (hour, 0) };
    let text = format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{sign}{:02}:{:02}",
        offset / 60,
        offset % 60
    );
    Timestamp::parse_rfc3339(&text).map(|date| Timestamp::from_millis(date.millis() + more))
}

/// `PM` or `AM` before the zone.
fn half_day(zone: &str) -> (Option<bool>, &str) {
    let half = zone.get(..2).map(str::to_ascii_lowercase);
    let ends = zone.as_bytes().get(2).is_none_or(|c| !c.is_ascii_alphanumeric());
    match half.as_deref() {
        Some("pm") if ends => (Some(true), zone.get(2..).unwrap_or_default().trim()),
        Some("am") if ends => (Some(false), zone.get(2..).unwrap_or_default().trim()),
        _ => (None, zone),
    }
}

/// Minutes east of Greenwich. A zone that is not known is no reason to lose the date: RFC 2822 §4.3
/// takes it as UTC.
fn offset(zone: &str) -> Option<i64> {
    let zone = zone.split_whitespace().next().unwrap_or_default();
    let (name, numeric) = zone.split_at(zone.find(['+', '-', '−']).unwrap_or(zone.len()));
    if let Some(sign) = numeric.chars().next() {
        let digits: String = numeric.chars().filter(char::is_ascii_digit).collect();
        let (hours, minutes) = match digits.len() {
            1 | 2 => (digits.parse::<i64>().ok()?, 0),
            3 => (digits.get(..1)?.parse().ok()?, digits.get(1..)?.parse().ok()?),
            4 => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
            _ => return None,
        };
        let whole: i64 = hours * 60 + minutes;
        return (minutes < 60 && whole <= 14 * 60).then_some(if sign == '+' {
            whole
        } else {
            -whole
        });
    }
    let known =
        ZONES.iter().find(|(known, _)| known.split(' ').any(|one| one.eq_ignore_ascii_case(name)));
    Some(known.map_or(0, |(_, minutes)| *minutes))
}

/// Names of zones that feeds use, with their minutes east of Greenwich. Those that mean several zones
/// (IST, CST of China) mean what RFC 822 §5.1 says, or what Europe means by them.
const ZONES: [(&str, i64); 17] = [
    ("EST ET", -300),
    ("EDT AST", -240),
    ("CST CT", -360),
    ("CDT", -300),
    ("MST MT", -420),
    ("MDT", -360),
    ("PST PT", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("HST", -600),
    ("BST IST CET MET MEZ WEST", 60),
    ("CEST MEST MESZ EET SAST", 120),
    ("EEST MSK TRT", 180),
    ("ICT WIB", 420),
    ("HKT SGT AWST PHT", 480),
    ("JST KST", 540),
    ("AEST", 600),
];

/// A month by its name, whole or cut short, in one of the languages below.
fn month(name: &str) -> Option<i64> {
    let name = name.to_ascii_lowercase();
    let months = MONTHS.iter().position(|names| names.split(' ').any(|known| known == name));
    months.map(|month| month as i64 + 1)
}

/// English, Danish and Norwegian, Swedish, German, Dutch, French, Spanish, Italian, Portuguese, Finnish,
/// Polish.
const MONTHS: [&str; 12] = [
    "jan january januar januari jänner janvier janv enero ene gennaio gen janeiro tammikuuta stycznia sty",
    "feb february februar februari februari feber février févr fév febrero febbraio fevereiro fev helmikuuta lutego lut",
    "mar march marts mars märz mär mrz maart mrt marzo março maaliskuuta marca",
    "apr april avril avr abril abr aprile huhtikuuta kwietnia kwi",
    "may maj mai mei mayo maggio mag maio toukokuuta maja",
    "jun june juni juin junio giugno giu junho kesäkuuta czerwca cze",
    "jul july juli juillet juil julio luglio lug julho heinäkuuta lipca lip",
    "aug august augusti augustus août aou agosto ago elokuuta sierpnia sie",
    "sep sept september septembre septiembre settembre set setembro syyskuuta września wrz",
    "oct october okt oktober octobre octubre ottobre ott outubro out lokakuuta października paź",
    "nov november novembre noviembre novembro marraskuuta listopada lis",
    "dec december dez dezember des desember décembre déc diciembre dic dicembre dezembro joulukuuta grudnia gru",
];
