//! A table as a file: CSV for spreadsheets, HTML for reading and printing.

use crate::text::harmless_lines;

use super::{DocumentFault, spreadsheet::csv};

/// A table with a title. Rows have as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// Sentences above the table.
    pub notes: Vec<String>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values, UTF-8 with a byte-order mark, as spreadsheets of the Nordic countries read it.
    Csv,
    /// One HTML page without scripts, pictures or links.
    Html,
}

impl TableFormat {
    /// Told by the suffix of a file name; HTML where it tells nothing.
    pub fn of_path(path: &std::path::Path) -> Self {
        let csv = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("csv"));
        if csv { Self::Csv } else { Self::Html }
    }
}

impl Table {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`DocumentFault::Table`] where a row has another number of cells than there are columns.
    pub fn to_bytes(&self, format: TableFormat, language: &str) -> Result<Vec<u8>, DocumentFault> {
        match format {
            TableFormat::Csv => csv(std::iter::once(&self.columns).chain(&self.rows)),
            TableFormat::Html => Ok(self.html(language).into_bytes()),
        }
    }

    fn html(&self, language: &str) -> String {
        let mut page = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n\
             <style>body{{font-family:sans-serif;margin:2em;max-width:70em}}table{{border-collapse:collapse}}\
             th,td{{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}}\
             th{{background:#eee}}</style></head>\n<body>\n<h1>{title}</h1>\n",
            title = escaped(&self.title)
        );
        for note in &self.notes {
            push(&mut page, format_args!("<p>{}</p>\n", escaped(note)));
        }
        page.push_str("<table>\n<thead><tr>");
        for column in &self.columns {
            push(&mut page, format_args!("<th scope=\"col\">{}</th>", escaped(column)));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            page.push_str("<tr>");
            for cell in row {
                push(&mut page, format_args!("<td>{}</td>", escaped(cell)));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        page
    }
}

fn push(page: &mut String, piece: std::fmt::Arguments<'_>) {
    page.push_str(&piece.to_string());
}

fn escaped(text: &str) -> String {
    let text = harmless_lines(text);
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_can_do_nothing_in_a_spreadsheet_or_a_browser() {
        let table = Table {
            title: "A <b>".to_owned(),
            notes: vec!["1 & 2".to_owned()],
            columns: vec!["x".to_owned(), "y".to_owned()],
            rows: vec![vec!["=HYPERLINK(1)".to_owned(), "a;\"b\"<script>".to_owned()]],
        };
        let bidi = Table { title: "a\u{202e}\u{1b}".to_owned(), ..table.clone() };
        let page = String::from_utf8(bidi.to_bytes(TableFormat::Html, "en").unwrap()).unwrap();
        assert!(page.contains("a&lt;U+202E&gt;&lt;U+001B&gt;"));
        let csv = String::from_utf8(table.to_bytes(TableFormat::Csv, "en").unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}\"x\";\"y\"\r\n\"'=HYPERLINK(1)\";\"a;\"\"b\"\"<script>\"\r\n");
        let html = String::from_utf8(table.to_bytes(TableFormat::Html, "en").unwrap()).unwrap();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
        assert!(html.contains("<h1>A &lt;b&gt;</h1>"));
    }

    #[test]
    fn a_row_of_another_length_is_a_fault() {
        let table = Table {
            title: String::new(),
            notes: vec![],
            columns: vec!["x".to_owned()],
            rows: vec![vec!["1".to_owned(), "2".to_owned()]],
        };
        assert!(table.to_bytes(TableFormat::Csv, "en").is_err());
    }
}
