//! Lists as files: CSV and spreadsheets, sound and hostile.
#![allow(clippy::format_push_string, reason = "a test reads better in the order of its cases")]
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::io::Write as _;

use flate2::{Compression, Crc, write::DeflateEncoder};

/// A cell of a spreadsheet.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(f64),
    /// Days since the end of 1899.
    Day(f64),
}

pub fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

pub const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
pub const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

pub fn workbook(sheets: usize) -> String {
    let named: String = (1..=sheets)
        .map(|n| format!(r#"<sheet name="Ark{n}" sheetId="{n}" r:id="rId{n}"/>"#))
        .collect::<Vec<_>>()
        .concat();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{named}</sheets></workbook>"#
    )
}

pub fn relations(sheets: usize) -> String {
    let sheet = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let each: String = (1..=sheets)
        .map(|n| format!(r#"<Relationship Id="rId{n}" Type="{sheet}" Target="worksheets/sheet{n}.xml"/>"#))
        .collect::<Vec<_>>()
        .concat();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>"#
    )
}

pub fn sheet(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>"#
    )
}

/// A container of these parts, each packed by DEFLATE.
pub fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut all, mut list) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let mut crc = Crc::new();
        crc.update(content);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        let small = encoder.finish().unwrap();
        // Version, flags, method, time, day, sum, sizes, length of the name, no further fields.
        let mut about =
            [20_u16, 0, 8, 0, 0x21].iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        for size in [crc.sum(), small.len() as u32, content.len() as u32] {
            about.extend(size.to_le_bytes());
        }
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0; 2]);
        let begins = all.len() as u32;
        all.extend(b"PK\x03\x04");
        all.extend(&about);
        all.extend(name.as_bytes());
        all.extend(small);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&about);
        list.extend([0; 10]);
        list.extend(begins.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let begins = all.len() as u32;
    let size = list.len() as u32;
    all.extend(list);
    all.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        all.extend((parts.len() as u16).to_le_bytes());
    }
    all.extend(size.to_le_bytes());
    all.extend(begins.to_le_bytes());
    all.extend([0; 2]);
    all
}

/// A spreadsheet of these sheets, with its texts apart as Excel has them.
pub fn xlsx(sheets: &[Vec<Vec<Value>>]) -> Vec<u8> {
    let mut shared: Vec<String> = Vec::new();
    let mut bodies = Vec::new();
    for rows in sheets {
        let mut body = String::new();
        for (row, cells) in rows.iter().enumerate() {
            body.push_str(&format!(r#"<row r="{}">"#, row + 1));
            for (column, cell) in cells.iter().enumerate() {
                let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
                match cell {
                    Value::Text(words) if words.is_empty() => {}
                    Value::Text(words) => {
                        body.push_str(&format!(r#"<c r="{place}" t="s"><v>{}</v></c>"#, shared.len()));
                        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
                        shared.push(format!("<si><t xml:space=\"preserve\">{escaped}</t></si>"));
                    }
                    Value::Number(number) => body.push_str(&format!(r#"<c r="{place}"><v>{number}</v></c>"#)),
                    Value::Day(serial) => {
                        body.push_str(&format!(r#"<c r="{place}" s="1"><v>{serial}</v></c>"#));
                    }
                }
            }
            body.push_str("</row>");
        }
        bodies.push(sheet(&body));
    }
    let strings = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{MAIN}" count="{0}" uniqueCount="{0}">{1}</sst>"#,
        shared.len(),
        shared.concat()
    );
    let names: Vec<String> = (1..=sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let mut parts = vec![
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("_rels/.rels", ROOT.as_bytes().to_vec()),
        ("xl/workbook.xml", workbook(sheets.len()).into_bytes()),
        ("xl/_rels/workbook.xml.rels", relations(sheets.len()).into_bytes()),
        ("xl/styles.xml", STYLES.as_bytes().to_vec()),
        ("xl/sharedStrings.xml", strings.into_bytes()),
    ];
    parts.extend(names.iter().map(String::as_str).zip(bodies.into_iter().map(String::into_bytes)));
    packed(&parts)
}

/// The same as text, with this between the columns.
pub fn csv(rows: &[Vec<Value>], separator: char) -> String {
    let mut all = String::new();
    for cells in rows {
        let words = cells.iter().map(|cell| match cell {
            Value::Text(words) if words.contains([separator, '"', '\n']) => {
                format!("\"{}\"", words.replace('"', "\"\""))
            }
            Value::Text(words) => words.clone(),
            Value::Number(number) | Value::Day(number) => number.to_string(),
        });
        all.push_str(&words.collect::<Vec<_>>().join(&separator.to_string()));
        all.push_str("\r\n");
    }
    all
}
