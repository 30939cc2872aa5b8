//! Tables as text: which letters its bytes are, and what stands between its columns.

use super::{
    ListFault,
    table::{Cell, Line, Table},
};

/// The text of a file. A mark at its beginning tells what it is; else it is UTF-8 where that fits, UTF-16 where every
/// other byte is empty, and Windows-1252, as Excel in the Nordic countries writes it.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ListFault> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match utf16_without_mark(bytes) {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
            None => match std::str::from_utf8(bytes) {
                Ok(text) => text.into(),
                Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
            },
        },
    };
    // A text has no such characters, in whatever letters; what has them is no text.
    if text
        .chars()
        .any(|c| c == '\0' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{80}'..='\u{9f}')))
    {
        return Err(ListFault::NotAList);
    }
    Ok(text.into_owned())
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let first: Vec<u8> = bytes.iter().copied().take(400).collect();
    if first.len() < 4 || !first.len().is_multiple_of(2) {
        return None;
    }
    let empty = |offset: usize| first.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let half = first.len() / 2;
    if empty(1) * 10 > half * 7 && empty(0) == 0 {
        Some(encoding_rs::UTF_16LE)
    } else if empty(0) * 10 > half * 7 && empty(1) == 0 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// What may stand between columns; the first that fits best is taken.
const SEPARATORS: [u8; 3] = [b'\t', b';', b','];

/// The rows of a text.
pub(super) fn read(text: &str) -> Result<Table, ListFault> {
    let text = text.trim_start_matches('\u{feff}');
    // Excel writes and obeys a first line such as "sep=;".
    let (text, named, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (rest, first.as_bytes().get(4).copied(), 1)
        }
        Some(_) | None => (text, None, 0),
    };
    let separator = named.unwrap_or_else(|| separator(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    // The reader's own words may hold what stands in the list.
    let (mut number, mut end) = (skipped, 0);
    while reader.read_record(&mut record).map_err(|_| ListFault::NotAList)? {
        let start = record.position().map_or(end, |position| position.byte() as usize);
        number += 1 + empty_lines(text.as_bytes(), end.min(start));
        end = reader.position().byte() as usize;
        let cells = record.iter().map(Cell::of).collect();
        Table::push(&mut table.lines, Line { number, cells })?;
    }
    if table.lines.is_empty() { Err(ListFault::Empty) } else { Ok(table) }
}

/// How many lines without anything stand from here on. Lines within a cell are none of these: a spreadsheet counts them as
/// one row.
fn empty_lines(text: &[u8], from: usize) -> u64 {
    let at = |index: usize| text.get(index).copied();
    let mut index = from;
    // The second half of the end of the line before.
    if index > 0 && at(index - 1) == Some(b'\r') && at(index) == Some(b'\n') {
        index += 1;
    }
    let mut lines = 0;
    while let Some(byte @ (b'\r' | b'\n')) = at(index) {
        lines += 1;
        index += if byte == b'\r' && at(index + 1) == Some(b'\n') { 2 } else { 1 };
    }
    lines
}

/// What stands between the columns of the first lines, outside quotation marks.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut lines = 0;
    let mut counts = [0_usize; SEPARATORS.len()];
    for byte in text.bytes().take(1 << 16) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                lines += 1;
                // The line with the headings tells, where one of them is in it.
                if lines >= 1 && counts.iter().any(|count| *count > 0) {
                    break;
                }
            }
            other if !quoted => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += usize::from(other == separator);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().zip(SEPARATORS).find(|(count, _)| **count == most).map_or(b';', |(_, separator)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(table: &Table) -> Vec<Vec<&str>> {
        table.lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn one_list_reads_the_same_in_every_encoding_and_with_every_separator() {
        let expected = vec![vec!["rolle", "år; mål"], vec!["ansatt", "ærlig, \"og\" grønn"]];
        for separator in [',', ';', '\t'] {
            let text = format!(
                "rolle{separator}\"år; mål\"\r\n\r\nansatt{separator}\"ærlig, \"\"og\"\" grønn\"\r\n"
            );
            let utf16 =
                |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
            let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
            for bytes in [
                text.clone().into_bytes(),
                with(b"\xef\xbb\xbf", text.clone().into_bytes()),
                with(b"\xff\xfe", utf16(u16::to_le_bytes)),
                with(b"\xfe\xff", utf16(u16::to_be_bytes)),
                utf16(u16::to_le_bytes),
                utf16(u16::to_be_bytes),
                encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            ] {
                let table = read(&decode(&bytes).unwrap()).unwrap();
                assert_eq!(texts(&table), expected, "{separator:?} {:?}", bytes.get(..4));
                assert_eq!(table.lines[1].number, 3, "rows are counted as they stand in the file");
            }
        }
        let table = read("sep=;\na,b;c\n1,2;3\n").unwrap();
        assert_eq!((texts(&table), table.lines[0].number), (vec![vec!["a,b", "c"], vec!["1,2", "3"]], 2));
    }

    #[test]
    fn what_is_no_text_or_too_much_is_refused() {
        assert!(matches!(decode(b"a\0b\x01c"), Err(ListFault::NotAList)));
        assert!(matches!(Table::of_bytes(b"\xd0\xcf\x11\xe0rest"), Err(ListFault::NotAList)));
        assert!(matches!(read(" \n\n"), Err(ListFault::Empty)));
        assert!(matches!(read(&"a;b\n".repeat(20_001)), Err(ListFault::TooLarge)));
        assert!(matches!(read(&";".repeat(300).replace(';', "x;")), Err(ListFault::TooLarge)));
        assert!(matches!(read(&"x".repeat(40_000)), Err(ListFault::TooLarge)));
        assert!(matches!(Table::pasted(&"a\n".repeat(5 << 20)), Err(ListFault::TooLarge)));
    }
}
