//! Days as people write them in the three countries: the day first.

use jiff::{ToSpan as _, civil::Date};

/// The months by the first three letters of their names in the four languages.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mar"],
    &["apr"],
    &["maj", "mai", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec", "des"],
];

/// The day that the whole text is, with four digits of the year, or with two where `today` tells the century.
pub(super) fn read(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    // A time of day behind it is of no interest.
    let text = text.split_once('t').filter(|(day, _)| day.len() == 10).map_or(text.as_str(), |(day, _)| day);
    let text = match text.split_once(' ') {
        Some((day, time)) if time.contains(':') && day.len() >= 6 => day,
        Some(_) | None => text,
    };
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    match parts.as_slice() {
        [one] if one.len() == 8 && one.bytes().all(|b| b.is_ascii_digit()) => {
            let (year, month, day) = (one.get(..4)?, one.get(4..6)?, one.get(6..)?);
            Date::new(number(year)?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        [year, month, day] if year.len() == 4 && number(year).is_some() => {
            Date::new(number(year)?, month_of(month)?, day.parse().ok()?).ok()
        }
        [day, month, year] if day.len() <= 2 && matches!(year.len(), 2 | 4) => {
            Date::new(century(number(year)?, year.len(), today), month_of(month)?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

fn century(year: i16, digits: usize, today: Date) -> i16 {
    let latest = today.saturating_add(10.years()).year();
    match digits {
        2 if 2000 + year > latest => 1900 + year,
        2 => 2000 + year,
        _ => year,
    }
}

fn month_of(text: &str) -> Option<i8> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let start: String = text.chars().take(3).collect();
    let at = MONTHS.iter().position(|names| names.contains(&start.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// The days with four digits of the year that stand somewhere in a text.
pub(super) fn within(text: &str, today: Date) -> Vec<Date> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '\u{2010}'..='\u{2015}')))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    // "21. oktober 1962" are three words.
    for length in 1..=3 {
        for window in words.windows(length) {
            let joined = window.join(" ");
            let has_year =
                joined.split(|c: char| !c.is_ascii_digit()).any(|part| matches!(part.len(), 4 | 8));
            if has_year {
                found.extend(read(&joined, today));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 27);

    #[test]
    fn a_day_is_read_in_every_way_that_people_write_it() {
        for text in [
            "2027-01-31",
            "31.01.2027",
            "31.1.2027",
            "31/1 2027",
            "31/1-2027",
            "31-01-2027",
            "31. januar 2027",
            "31 jan 2027",
            "31 January 2027",
            "20270131",
            "2027/01/31",
            "2027-01-31 00:00:00",
            "2027-01-31T00:00:00",
            "31.01.27",
            "31. jan. 2027",
        ] {
            assert_eq!(read(text, TODAY), Some(date(2027, 1, 31)), "{text}");
        }
        assert_eq!(read("21.10.62", TODAY), Some(date(1962, 10, 21)));
        for text in ["", "31.02.2027", "01/31/2027", "2027", "snart", "24-118832", "12-14", "box 4-7 2027"] {
            assert_eq!(read(text, TODAY), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_found_within_a_text() {
        assert_eq!(within("født 21.10.1962, ring først", TODAY), [date(1962, 10, 21)]);
        assert_eq!(within("f. 21. oktober 1962 i byen", TODAY).first(), Some(&date(1962, 10, 21)));
        assert!(within("Sag 24-118832, blad 7 af 12", TODAY).is_empty());
    }
}
