//! Rows as a file for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, separated by semicolons, which the spreadsheets of
//! the three countries expect.
//!
//! A spreadsheet runs what begins with `=`. Every cell is quoted, so that no separator within it makes a cell of its own; and
//! because a program that is told of another separator reads past the quotes (`"a";"b,=1+1"` by commas is `a;"b` and `=1+1"`),
//! what could begin a cell anywhere in the text is made text too, by an apostrophe.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::text::harmless_lines;

use super::DocumentFault;

/// The byte order mark, without which older spreadsheets take UTF-8 for something else.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The file. Characters that are not seen are told by their code points; line breaks within a cell stay.
///
/// # Errors
/// [`DocumentFault::Table`] where a row has another number of cells than the first.
pub fn csv<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> Result<Vec<u8>, DocumentFault> {
    let fault = |reason: String| DocumentFault::Table { reason };
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.to_vec());
    for row in rows {
        let cells = row.iter().map(|cell| inert(&harmless_lines(cell)).into_owned());
        writer.write_record(cells).map_err(|error| fault(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| fault(error.to_string()))
}

/// A text of which no part is a formula, by whatever separator it is cut.
fn inert(cell: &str) -> Cow<'_, str> {
    let mut guarded = String::new();
    let mut written = 0;
    // At the beginning, and behind whatever a program may take for the end of a cell, blanks and quotes aside.
    let mut begins = true;
    for (at, letter) in cell.char_indices() {
        if begins && starts_formula(letter) {
            guarded.push_str(cell.get(written..at).unwrap_or_default());
            guarded.push('\'');
            written = at;
        }
        begins = matches!(letter, ',' | ';' | '|' | '\n' | '\r' | '\t')
            || begins && (letter.is_whitespace() || letter == '"');
    }
    if written == 0 && guarded.is_empty() {
        return Cow::Borrowed(cell);
    }
    guarded.push_str(cell.get(written..).unwrap_or_default());
    Cow::Owned(guarded)
}

/// The signs that begin a formula, in half and full width (OWASP, "CSV Injection").
const fn starts_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cell: &str) -> String {
        String::from_utf8(csv([&vec![cell.to_owned()]]).unwrap()).unwrap()
    }

    #[test]
    fn every_cell_is_quoted_and_a_separator_within_makes_none() {
        assert_eq!(one("a;b,c \"d\"\ne"), "\u{feff}\"a;b,c \"\"d\"\"\ne\"\r\n");
        assert_eq!(one("12"), "\u{feff}\"12\"\r\n");
        assert_eq!(one(""), "\u{feff}\"\"\r\n");
    }

    #[test]
    fn no_part_of_a_cell_begins_a_formula_whatever_separates_cells() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0"] {
            for before in ["", "fest,", "fest;", "fest, ", "fest\n", "fest|", "fest,\"", " ", "\"", "a,b;c,"]
            {
                let cell = format!("{before}{formula}");
                let shown = one(&cell);
                assert!(shown.contains(&format!("'{formula}").replace('"', "\"\"")), "{cell:?}: {shown}");
                // Cut as a program does that has been told of another separator and knows nothing of quotes.
                for separator in [',', ';', '|', '\n'] {
                    for piece in shown.split(separator) {
                        let piece = piece.trim_start_matches(['"', ' ', '\u{feff}', '\r']);
                        let starts = piece.chars().next().is_some_and(starts_formula);
                        assert!(!starts, "{cell:?} by {separator:?}: {shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for text in ["2026-11-24", "a - b", "navn@example.org", "5 + 3 = 8", "e.g. this, that; those", "Ærø"]
        {
            assert_eq!(inert(text), text);
        }
        assert_eq!(one("a\u{1b}[2K\u{202e}\tb"), "\u{feff}\"a<U+001B>[2K<U+202E><U+0009>b\"\r\n");
    }
}
