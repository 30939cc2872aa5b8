//! Spreadsheets: the cells of their sheets (ECMA-376 part 1, sections 18.2 to 18.8), one by one.
//!
//! Of the container only the parts that hold cells are unpacked: no comments, properties, macros, links or pictures.
//! Entities of a file's own are not resolved, and a definition of one refuses the file (ADR 27).

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the events of XML, most tell of nothing that is read"
)]

use std::collections::HashMap;

use jiff::{ToSpan as _, civil::Date};
use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesRef, BytesStart, Event},
};

use super::{
    ListFault,
    container::Container,
    table::{Cell, Line, MAX_COLUMNS, MAX_ROWS, Table},
};

/// Sheets that are looked through.
const MAX_SHEETS: usize = 20;
/// Cells of all sheets, and texts of a workbook.
const MAX_CELLS: usize = 2_000_000;
/// Bytes of the texts of all cells, each as often as a cell names it: a full list has some four million.
const MAX_TEXT: usize = 64 << 20;
/// Places in all rows up to the last cell of each, those that are empty counted.
const MAX_PLACES: usize = 4_000_000;
/// The day that a serial number counts from, in the two systems that there are.
const BEGINS_1900: Date = Date::constant(1899, 12, 30);
const BEGINS_1904: Date = Date::constant(1904, 1, 1);
/// The last day that a spreadsheet knows, 31 December 9999, is the one before this.
const NO_DAY: f64 = 2_958_466.0;

/// The rows of the first sheet that is seen and in which there is something.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ListFault> {
    let mut container = Container::open(bytes)?;
    let book = container.text("xl/workbook.xml")?.ok_or(ListFault::NotAList)?;
    let relations = container.text("xl/_rels/workbook.xml.rels")?.ok_or(ListFault::NotAList)?;
    let (sheets, begins) = workbook(&book)?;
    let targets = targets(&relations)?;
    if sheets.len() > MAX_SHEETS {
        return Err(ListFault::TooLarge);
    }
    let texts = container.text("xl/sharedStrings.xml")?.map_or(Ok(Vec::new()), |part| shared(&part))?;
    let days = container.text("xl/styles.xml")?.map_or(Ok(Vec::new()), |part| styles(&part))?;
    let left = Left { cells: MAX_CELLS, text: MAX_TEXT, places: MAX_PLACES };
    let mut reading = Reading { texts, days, begins, left };
    let mut table = Table::default();
    for (id, is_hidden) in sheets {
        let Some(target) = targets.get(&id) else { continue };
        let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        if !name.to_lowercase().starts_with("xl/worksheets/") {
            // A sheet of a chart has no cells.
            continue;
        }
        let part = container.text(&name)?.ok_or(ListFault::NotAList)?;
        let (lines, has_hidden) = reading.sheet(&part)?;
        // Who looks at the list does not see what a hidden sheet or row says.
        if table.lines.is_empty() && !is_hidden {
            if has_hidden {
                return Err(ListFault::HiddenRows);
            }
            table.lines = lines;
        } else {
            table.others.extend(lines);
        }
    }
    if table.lines.is_empty() { Err(ListFault::Empty) } else { Ok(table) }
}

/// The events of a part. Whatever is no XML of a spreadsheet ends it.
struct Xml<'a>(Reader<&'a [u8]>);

impl<'a> Xml<'a> {
    fn new(part: &'a str) -> Self {
        Self(Reader::from_str(part.trim_start_matches('\u{feff}')))
    }

    fn next(&mut self) -> Result<Event<'a>, ListFault> {
        match self.0.read_event() {
            Ok(Event::DocType(_)) | Err(_) => Err(ListFault::NotAList),
            Ok(event) => Ok(event),
        }
    }
}

/// What an entity stands for: a letter by its number, or one of the five that XML has.
fn entity(reference: &BytesRef<'_>) -> Result<String, ListFault> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| ListFault::NotAList)? {
        return Ok(letter.to_string());
    }
    let name = reference.decode().map_err(|_| ListFault::NotAList)?;
    resolve_predefined_entity(&name).map(str::to_owned).ok_or(ListFault::NotAList)
}

/// The attribute of this name, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name.as_bytes())?;
    let value = String::from_utf8(found.value.into_owned()).ok()?;
    Some(unescape(&value).ok()?.into_owned())
}

/// True where an attribute says yes.
fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|is| is == "1" || is == "true")
}

/// The ids of the sheets in their order, whether each is hidden, and from which day their serial numbers count.
fn workbook(part: &str) -> Result<(Vec<(String, bool)>, Date), ListFault> {
    let mut xml = Xml::new(part);
    let (mut sheets, mut begins) = (Vec::new(), BEGINS_1900);
    loop {
        match xml.next()? {
            Event::Eof => return Ok((sheets, begins)),
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                b"sheet" => {
                    let is_hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                    sheets.extend(attribute(&element, "id").map(|id| (id, is_hidden)));
                }
                b"workbookPr" if says_yes(&element, "date1904") => begins = BEGINS_1904,
                _ => {}
            },
            _ => {}
        }
    }
}

/// Where the parts of these ids are.
fn targets(part: &str) -> Result<HashMap<String, String>, ListFault> {
    let mut xml = Xml::new(part);
    let mut targets = HashMap::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(targets),
            Event::Start(element) | Event::Empty(element) => {
                targets.extend(attribute(&element, "Id").zip(attribute(&element, "Target")));
            }
            _ => {}
        }
    }
}

/// The texts that cells name by number.
fn shared(part: &str) -> Result<Vec<String>, ListFault> {
    let mut xml = Xml::new(part);
    let mut texts: Vec<String> = Vec::new();
    let mut text = Written::default();
    loop {
        let event = xml.next()?;
        text.take(&event)?;
        match event {
            Event::Eof => return Ok(texts),
            Event::Start(element) if element.local_name().as_ref() == b"si" => text.words.clear(),
            Event::Empty(element) if element.local_name().as_ref() == b"si" => texts.push(String::new()),
            Event::End(element) if element.local_name().as_ref() == b"si" => {
                texts.push(std::mem::take(&mut text.words));
            }
            _ => {}
        }
        if texts.len() > MAX_CELLS {
            return Err(ListFault::TooLarge);
        }
    }
}

/// What is written between tags for values and texts. How a word is spoken stands beside it in some languages, and is left out.
#[derive(Default)]
struct Written {
    words: String,
    is_read: bool,
    spoken: usize,
}

impl Written {
    fn take(&mut self, event: &Event<'_>) -> Result<(), ListFault> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                b"rPh" => self.spoken += 1,
                b"v" | b"t" => self.is_read = self.spoken == 0,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                b"rPh" => self.spoken = self.spoken.saturating_sub(1),
                b"v" | b"t" => self.is_read = false,
                _ => {}
            },
            Event::Text(text) if self.is_read => {
                self.words.push_str(&text.xml10_content().map_err(|_| ListFault::NotAList)?);
            }
            Event::CData(text) if self.is_read => {
                self.words.push_str(&text.decode().map_err(|_| ListFault::NotAList)?);
            }
            Event::GeneralRef(reference) if self.is_read => self.words.push_str(&entity(reference)?),
            _ => {}
        }
        Ok(())
    }
}

/// For each style of a cell, whether it shows a number as a day.
fn styles(part: &str) -> Result<Vec<bool>, ListFault> {
    let mut xml = Xml::new(part);
    let mut own: HashMap<u32, bool> = HashMap::new();
    let (mut days, mut of_cells) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Eof => return Ok(days),
            Event::Start(element) | Event::Empty(element) => {
                let number = || attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                match element.local_name().as_ref() {
                    b"numFmt" => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        own.insert(number(), shows_a_day(&code));
                    }
                    b"cellXfs" => of_cells = true,
                    b"xf" if of_cells => {
                        let id: u32 = number();
                        // Those that every spreadsheet has: 14 to 17 and 22 are days, 27 to 36 and 50 to 58 in East Asia.
                        let built_in = matches!(id, 14..=17 | 22 | 27..=36 | 50..=58);
                        days.push(own.get(&id).copied().unwrap_or(built_in));
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == b"cellXfs" => of_cells = false,
            _ => {}
        }
    }
}

/// True for a format with years or days in it, outside quotation marks and brackets.
fn shows_a_day(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|letter| {
        let is_plain = !quoted && !bracketed && !escaped;
        escaped = letter == '\\' && is_plain;
        match letter {
            '"' if !bracketed => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        is_plain && matches!(letter, 'y' | 'Y' | 'd' | 'D')
    })
}

/// What the cells of all sheets share.
struct Reading {
    texts: Vec<String>,
    days: Vec<bool>,
    begins: Date,
    left: Left,
}

/// How much of all sheets may still be read.
struct Left {
    cells: usize,
    text: usize,
    places: usize,
}

/// Takes so much of what is left.
fn take(left: &mut usize, much: usize) -> Result<(), ListFault> {
    *left = left.checked_sub(much).ok_or(ListFault::TooLarge)?;
    Ok(())
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    column: usize,
    style: usize,
    kind: String,
}

impl Reading {
    /// The rows of a sheet: a cell in the last corner of it makes no room for all that are before. With them comes whether any row
    /// with something in it is hidden.
    fn sheet(&mut self, part: &str) -> Result<(Vec<Line>, bool), ListFault> {
        let mut xml = Xml::new(part);
        let mut lines: Vec<Line> = Vec::new();
        let (mut line, mut column, mut cell) = (Line::default(), 0, Open::default());
        let (mut written, mut inside) = (Written::default(), false);
        let (mut is_hidden, mut has_hidden) = (false, false);
        loop {
            let event = xml.next()?;
            if !inside {
                match event {
                    Event::Start(element) if element.local_name().as_ref() == b"sheetData" => inside = true,
                    // A part that ends in the midst was cut.
                    Event::Eof => return Ok((lines, has_hidden)),
                    _ => {}
                }
                continue;
            }
            written.take(&event)?;
            match event {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == b"row" => {
                    let number = match attribute(&element, "r") {
                        Some(number) => number.parse().map_err(|_| ListFault::NotAList)?,
                        None => line.number + 1,
                    };
                    // Rows stand in their order.
                    if number <= line.number || number > MAX_ROWS as u64 * 4 {
                        return Err(if number <= line.number {
                            ListFault::NotAList
                        } else {
                            ListFault::TooLarge
                        });
                    }
                    has_hidden |= is_hidden && !line.is_empty();
                    Table::push(&mut lines, std::mem::take(&mut line))?;
                    (line.number, column) = (number, 0);
                    is_hidden = says_yes(&element, "hidden");
                }
                Event::Start(element) if element.local_name().as_ref() == b"c" => {
                    take(&mut self.left.cells, 1)?;
                    cell = Open {
                        column: place(&element, line.number)?.unwrap_or(column),
                        style: attribute(&element, "s").and_then(|style| style.parse().ok()).unwrap_or(0),
                        kind: attribute(&element, "t").unwrap_or_default(),
                    };
                    written.words.clear();
                }
                Event::Empty(element) if element.local_name().as_ref() == b"c" => {
                    column = place(&element, line.number)?.unwrap_or(column).saturating_add(1);
                }
                Event::End(element) if element.local_name().as_ref() == b"c" => {
                    let told = self.told(&cell, &written.words)?;
                    column = cell.column.saturating_add(1);
                    take(&mut self.left.text, told.text.len())?;
                    put(&mut line, cell.column, told, &mut self.left.places)?;
                }
                Event::End(element) if element.local_name().as_ref() == b"sheetData" => {
                    has_hidden |= is_hidden && !line.is_empty();
                    Table::push(&mut lines, line)?;
                    return Ok((lines, has_hidden));
                }
                Event::Eof => return Err(ListFault::NotAList),
                _ => {}
            }
        }
    }

    fn told(&self, cell: &Open, written: &str) -> Result<Cell, ListFault> {
        let day = |serial: f64| {
            let is_day =
                self.days.get(cell.style).copied().unwrap_or(false) && (1.0..NO_DAY).contains(&serial);
            let day = is_day.then(|| self.begins.checked_add((serial as i64).days()).ok()).flatten();
            day.map(|day| Cell { text: day.to_string(), day: Some(day) })
        };
        Ok(match cell.kind.as_str() {
            "s" => {
                let index: usize = written.trim().parse().map_err(|_| ListFault::NotAList)?;
                Cell::of(&seen(self.texts.get(index).ok_or(ListFault::NotAList)?))
            }
            "b" => Cell::of(if written.trim() == "1" { "yes" } else { "no" }),
            // A formula that has failed says nothing.
            "e" => Cell::default(),
            "d" => Cell {
                text: written.trim().to_owned(),
                day: written.get(..10).and_then(|day| day.parse().ok()),
            },
            "str" | "inlineStr" => Cell::of(&seen(written)),
            _ => match written.trim().parse::<f64>() {
                Ok(number) => day(number).unwrap_or_else(|| Cell::of(&plain(number))),
                Err(_) => Cell::of(&seen(written)),
            },
        })
    }
}

/// The column of a cell that says where it is. It stands in the row in which it says that it does.
fn place(element: &BytesStart<'_>, row: u64) -> Result<Option<usize>, ListFault> {
    let Some(place) = attribute(element, "r") else { return Ok(None) };
    let letters: String = place.chars().take_while(char::is_ascii_alphabetic).collect();
    let number: u64 =
        place.get(letters.len()..).and_then(|number| number.parse().ok()).ok_or(ListFault::NotAList)?;
    if number != row || letters.is_empty() {
        return Err(ListFault::NotAList);
    }
    let digit = |letter: u8| usize::from(letter.to_ascii_uppercase().wrapping_sub(b'A')) + 1;
    let column =
        letters.bytes().try_fold(0_usize, |sum, letter| sum.checked_mul(26)?.checked_add(digit(letter)));
    column.and_then(|column| column.checked_sub(1)).map(Some).ok_or(ListFault::TooLarge)
}

fn put(line: &mut Line, column: usize, told: Cell, places: &mut usize) -> Result<(), ListFault> {
    if told.is_empty() {
        return Ok(());
    }
    if column >= MAX_COLUMNS {
        return Err(ListFault::TooLarge);
    }
    if line.cells.len() <= column {
        take(places, column + 1 - line.cells.len())?;
        line.cells.resize(column + 1, Cell::default());
    }
    match line.cells.get_mut(column) {
        Some(place) if place.is_empty() => {
            *place = told;
            Ok(())
        }
        // Which of two counts, two readers answer differently.
        Some(_) | None => Err(ListFault::NotAList),
    }
}

/// A text as a spreadsheet shows it: `_x0031_` is the letter of that number.
fn seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        seen.push_str(before);
        let letter = from
            .get(2..6)
            .filter(|_| from.get(6..7) == Some("_"))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        if let Some(letter) = letter {
            seen.push(letter);
            rest = from.get(7..).unwrap_or_default();
        } else {
            seen.push_str("_x");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    seen.push_str(rest);
    seen
}

/// A number as it is written: whole ones without decimals.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        format!("{}", number as i64)
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_days_is_known_by_its_letters() {
        for code in ["yyyy-mm-dd", "dd/mm/yy;@", "[$-414]d. mmmm yyyy;@", "d\\.m\\.yyyy"] {
            assert!(shows_a_day(code), "{code}");
        }
        for code in ["0.00", "#,##0 \"dage\"", "[Red]0", "General", "hh:mm", "0\\d"] {
            assert!(!shows_a_day(code), "{code}");
        }
    }

    #[test]
    fn letters_by_their_numbers_are_read_as_they_are_shown() {
        assert_eq!(seen("_x0032_11062-5629"), "211062-5629");
        assert_eq!(seen("a_x_b_xZZZZ_c_x0041"), "a_x_b_xZZZZ_c_x0041");
    }
}
