//! Looks through a list for what no list may hold: names of persons, dates of birth, personal numbers.
//!
//! A guard against habit and against mistakes, not a proof: a rare name in small letters passes. Whatever is found, the
//! answer says where it is and never what it is.

use std::{borrow::Cow, collections::BTreeSet};

use jiff::{ToSpan as _, civil::Date};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    consent::{names, personal_number},
    text::is_unseen,
};

use super::{
    Column, Field, ListFault, Personal,
    column::letters,
    dates, headings,
    table::{Cell, Line, Table},
};

/// A day that is further back, in years, is taken for a date of birth: whatever else a list of consents tells is younger.
const BORN_BEFORE: i16 = 3;
/// The same where the heading says that days of consents stand there; one holds for five years at most.
const BORN_BEFORE_IN_DAYS: i16 = 10;

/// Looks through all of it, the headings and what is above them among it.
///
/// # Errors
/// [`ListFault::Personal`] with the first place.
pub(super) fn look_through(
    table: &Table,
    headings_at: usize,
    columns: &[Column],
    today: Date,
) -> Result<(), ListFault> {
    if let Some(line) = table.lines.get(headings_at) {
        heading_cells(line)?;
    }
    let table = seen(table);
    let table = table.as_ref();
    for line in table.lines.iter().take(headings_at + 1) {
        for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if let Some(what) = headings::personal(&cell.text) {
                return Err(found(what, column, None, true));
            }
        }
    }
    let field = |column: usize| columns.get(column).and_then(|column| column.field);
    for line in &table.lines {
        numbers(line, today, field)?;
        birth_dates(line, today, field)?;
    }
    let width = table.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    // Where no heading is known, the line of the headings may be one of the others.
    let has_headings = columns.iter().any(|column| column.field.is_some());
    for column in 0..width {
        let lines = table.lines.iter().enumerate().filter(|(at, _)| *at != headings_at || !has_headings);
        let cells: Vec<&Cell> = lines.filter_map(|(_, line)| line.cell(column)).collect();
        column_of(&cells, column, field(column), today)?;
    }
    for line in &table.lines {
        let unread =
            line.cells.iter().enumerate().filter(|(column, _)| !field(*column).is_some_and(Field::is_text));
        single_names(line, unread)?;
    }
    // What stands in other sheets is not read, and looked through as if it were a column that nobody reads.
    for line in &table.others {
        numbers(line, today, |_| None)?;
        birth_dates(line, today, |_| None)?;
        single_names(line, line.cells.iter().enumerate())?;
    }
    let width = table.others.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    for column in 0..width {
        let cells: Vec<&Cell> = table.others.iter().filter_map(|line| line.cell(column)).collect();
        column_of(&cells, column, None, today)?;
    }
    Ok(())
}

/// A heading is kept with what was said of it, so no name stands there, and nothing that is not seen.
fn heading_cells(line: &Line) -> Result<(), ListFault> {
    for (column, cell) in line.cells.iter().enumerate() {
        if cell.text.chars().any(is_hidden) {
            return Err(ListFault::UnseenHeading { column: letters(column) });
        }
        if names::is_in(&cell.text) {
            return Err(found(Personal::Names, column, None, true));
        }
        if is_number(&cell.text) {
            return Err(found(Personal::Numbers, column, None, true));
        }
    }
    Ok(())
}

/// True for a character that is not seen and parts no words: a line break in a cell does.
fn is_hidden(letter: char) -> bool {
    is_unseen(letter) && !letter.is_whitespace()
}

/// The table without characters that are not seen: one of them between two digits hides no number.
fn seen(table: &Table) -> Cow<'_, Table> {
    let lines = || table.lines.iter().chain(&table.others);
    if !lines().flat_map(|line| &line.cells).any(|cell| cell.text.chars().any(is_hidden)) {
        return Cow::Borrowed(table);
    }
    let mut plain = table.clone();
    for cell in plain.lines.iter_mut().chain(&mut plain.others).flat_map(|line| &mut line.cells) {
        cell.text.retain(|letter| !is_hidden(letter));
    }
    Cow::Owned(plain)
}

fn found(what: Personal, column: usize, row: Option<u64>, by_heading: bool) -> ListFault {
    ListFault::Personal { what, column: letters(column), row, by_heading }
}

/// A personal number in any cell, whole, or divided over two that stand side by side, or with an empty one between.
fn numbers(line: &Line, today: Date, field: impl Fn(usize) -> Option<Field>) -> Result<(), ListFault> {
    for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let next = line.cell(column + 1).or_else(|| line.cell(column + 2));
        // Where the heading says that days of consents stand there, a day of these years is one of them.
        let limit = today.saturating_sub(BORN_BEFORE_IN_DAYS.years());
        let is_birth = |day: Date| !field(column).is_some_and(Field::is_day) || day < limit;
        if is_number(&cell.text) || next.is_some_and(|next| are_parts(cell, next, today, is_birth)) {
            return Err(found(Personal::Numbers, column, Some(line.number), false));
        }
    }
    Ok(())
}

/// True where a text holds what could be a personal number, also one whose first zeros a spreadsheet has taken away,
/// whose digits stand apart, or that is written as a power of ten.
fn is_number(text: &str) -> bool {
    if personal_number::is_in(text) {
        return true;
    }
    if text.split(|c: char| !c.is_alphanumeric()).any(is_interim) {
        return true;
    }
    let digits = whole(text);
    let alone = digits.as_deref().is_some_and(lost_zeros);
    alone || spelled(text).is_some_and(|digits| personal_number::is_in(&digits) || lost_zeros(&digits))
}

/// A Swedish interim number without a sign between: `000101T220`, with one of the letters that stand for its first digit
/// (personnummer.dev). In a reference of the form the sign is asked for, because cameras write such names.
fn is_interim(word: &str) -> bool {
    let plain: String = word.nfkc().flat_map(char::to_uppercase).collect();
    let letters = ['T', 'R', 'S', 'U', 'W', 'X', 'J', 'K', 'L', 'M', 'N'];
    let Some(at) = plain.find(letters) else { return false };
    let (day, rest) = plain.split_at(at);
    matches!(day.len(), 6 | 8)
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && rest.len() == 4
        && rest.bytes().skip(1).all(|byte| byte.is_ascii_digit())
        && personal_number::is_in(&format!("{day}-{rest}"))
}

/// The digits of a whole number, also one that is written with an exponent.
fn whole(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('\'');
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let plain = text.replace(',', ".");
    let looks = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+'))
    };
    if plain.bytes().any(|byte| byte.is_ascii_digit()) && looks(&plain) && plain.contains(['.', 'e', 'E']) {
        let number = plain.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && *number < 1e15)?;
        return Some(format!("{number:.0}"));
    }
    None
}

/// The digits of a text that is nothing but digits and signs, each digit or group of digits apart: "2 1 1 0 6 2 5 6 2 9".
fn spelled(text: &str) -> Option<String> {
    let is_sign = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '.' | ',' | '/' | '_' | '+' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{b7}' | '*'
            )
    };
    // A telephone number begins with a plus.
    if text.starts_with('+') || text.chars().any(|c| !c.is_ascii_digit() && !is_sign(c)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    matches!(digits.len(), 10..=12).then_some(digits)
}

/// True where a number has lost the zeros with which it began.
fn lost_zeros(digits: &str) -> bool {
    match digits.len() {
        // Of seven digits, nearly every one is a Swedish number with three zeros: there the last digit must fit.
        7 => {
            let padded = format!("{digits:0>10}");
            personal_number::is_in(&padded) && luhn(&padded)
        }
        8 | 9 => personal_number::is_in(&format!("{digits:0>10}")),
        10 => {
            let padded = format!("{digits:0>11}");
            norwegian_digits(&padded)
        }
        _ => false,
    }
}

/// The last digit by Luhn's rule.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0')) * if at % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// True where the day exists and the last digit of a Norwegian number fits (Skatteetaten: weights 5 4 3 2 7 6 5 4 3 2, 11 less the
/// rest by 11). It stays as it is under the rule of 2032.
fn norwegian_digits(digits: &str) -> bool {
    let weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 =
        digits.bytes().zip(weights).map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight).sum();
    personal_number::is_in(digits) && sum.is_multiple_of(11)
}

/// A day of birth in one cell, and the rest of the number in the next.
fn are_parts(one: &Cell, next: &Cell, today: Date, is_birth: impl Fn(Date) -> bool) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // As a day with signs between its parts as well: "03.10.24".
    let day = one.day.or_else(|| dates::read(&one.text, today).filter(|_| !digits(&one.text)));
    let mut first = vec![one.text.clone()];
    if let Some(day) = day.filter(|day| is_birth(*day)) {
        first.push(format!("{:02}{:02}{:02}", day.day(), day.month(), day.year() % 100));
        first.push(format!("{:02}{:02}{:02}", day.year() % 100, day.month(), day.day()));
    }
    let rest = next.text.trim_start_matches(['-', '+', ' ']);
    let rest_fits = matches!(rest.len(), 4 | 5)
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && rest.bytes().filter(u8::is_ascii_digit).count() >= 2;
    rest_fits
        && first.iter().any(|first| {
            let padded = if digits(first) && first.len() == 5 { format!("0{first}") } else { first.clone() };
            let shaped = digits(&padded) && matches!(padded.len(), 6 | 8);
            let is_year = padded.len() == 8 && (padded.starts_with("19") || padded.starts_with("20"));
            shaped && (padded.len() == 6 || is_year) && personal_number::is_in(&format!("{padded}-{rest}"))
        })
}

/// A day that is long ago, in a cell or within its text.
fn birth_dates(line: &Line, today: Date, field: impl Fn(usize) -> Option<Field>) -> Result<(), ListFault> {
    for (column, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let of_days = field(column).is_some_and(Field::is_day);
        let years = if of_days { BORN_BEFORE_IN_DAYS } else { BORN_BEFORE };
        let limit = today.saturating_sub(years.years());
        let is_age = field(column) == Some(Field::AgeBand);
        let told = cell.day.into_iter().filter(|_| !is_age);
        let whole = dates::read(&cell.text, today).into_iter().filter(|_| !is_age);
        let within = dates::within(&cell.text, today).into_iter().filter(|_| !is_age);
        let is_birth = |day: &Date| *day < limit && day.year() > 1850;
        if told.chain(whole).chain(within).any(|day| is_birth(&day)) || is_said_to_be_born(&cell.text, today)
        {
            return Err(found(Personal::BirthDates, column, Some(line.number), false));
        }
    }
    Ok(())
}

/// A day of any kind after a word for birth: "f. 21.10.62", "born 3/4-24".
fn is_said_to_be_born(text: &str, today: Date) -> bool {
    let lower = text.to_lowercase();
    [
        "født",
        "foedt",
        "född",
        "fodt",
        "fodd",
        "born",
        "f.",
        "f:",
        "fødselsdato",
        "födelsedatum",
        "dob",
        "fdato",
    ]
    .iter()
    .any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let begins = !lower.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric);
            let rest = lower.get(at + word.len()..).unwrap_or_default();
            let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_ascii_lowercase());
            let day: String =
                rest.chars().take_while(|c| !c.is_alphabetic() || c.is_alphanumeric()).take(18).collect();
            let words: Vec<&str> = day.split_whitespace().collect();
            let is_day = |length: usize| {
                words.get(..length).is_some_and(|words| {
                    dates::read(words.join(" ").trim_end_matches([',', ';', '.', ')']), today).is_some()
                        || is_six_digits(&words.concat())
                })
            };
            begins && (1..=3).any(is_day)
        })
    })
}

fn is_six_digits(text: &str) -> bool {
    let number = |from: usize| text.get(from..from + 2).and_then(|two| two.parse::<u32>().ok()).unwrap_or(0);
    let day = |value: u32| matches!(value, 1..=31);
    let month = |value: u32| matches!(value, 1..=12);
    text.len() == 6
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && ((day(number(0)) && month(number(2))) || (month(number(2)) && day(number(4))))
}

/// What is no name, date or number by itself, and is one by its company.
fn column_of(cells: &[&Cell], column: usize, field: Option<Field>, today: Date) -> Result<(), ListFault> {
    let count = cells.len();
    let many = |hits: usize, percent: usize| count >= 3 && hits * 100 >= count * percent;
    let hits = |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(&cell.text)).count();
    let fault = |what| Err(found(what, column, None, false));
    let padded = |text: &str| {
        whole(text).is_some_and(|digits| digits.len() == 10 && personal_number::is_in(&format!("0{digits}")))
    };
    if many(hits(&padded), 60) {
        return fault(Personal::Numbers);
    }
    let is_short_day = |text: &str| {
        let digits = whole(text).map(|digits| if digits.len() == 5 { format!("0{digits}") } else { digits });
        digits.is_some_and(|digits| is_six_digits(&digits))
    };
    let this_year = today.year();
    let is_year = |text: &str| {
        text.len() == 4
            && text.parse::<i16>().is_ok_and(|year| (1900..this_year - BORN_BEFORE).contains(&year))
    };
    if many(hits(&is_short_day), 60) || many(hits(&is_year), 60) {
        return fault(Personal::BirthDates);
    }
    let named = hits(&names::is_in);
    let is_closed = field.is_some_and(|field| !field.is_text());
    if named >= 3 || (named >= 2 && named * 100 >= count * 30) {
        return fault(Personal::Names);
    }
    if is_closed {
        // What is no word of such a column refuses its row.
        return Ok(());
    }
    let distinct: BTreeSet<String> = cells.iter().map(|cell| cell.text.to_lowercase()).collect();
    let varied = distinct.len() * 100 >= count * 60 && distinct.len() >= 3;
    let looks = hits(&names::looks_like_one);
    let known = hits(&names::is_known_alone);
    let addresses =
        hits(&|text: &str| text.contains('@') && text.contains('.') && !text.trim().contains(' '));
    if varied && (many(looks, 60) || many(known, 50) || many(addresses, 50)) {
        return fault(Personal::Names);
    }
    Ok(())
}

/// A name in a cell that nobody reads, so that no row of it would be refused for it.
fn single_names<'c>(line: &Line, cells: impl Iterator<Item = (usize, &'c Cell)>) -> Result<(), ListFault> {
    for (column, cell) in cells {
        if names::is_in(&cell.text) {
            return Err(found(Personal::Names, column, Some(line.number), false));
        }
    }
    Ok(())
}
