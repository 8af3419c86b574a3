//! Writing the file: CSV row by row, a workbook through a scratch file, neither ever whole in memory.

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use domain::exports::{Column, Format, defused, separator};
use domain::{Lang, SellerId};
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook, Worksheet, XlsxError};
use store::exports::Export;
use store::questions::Question;
use store::questions::list::Filter;
use tempfile::NamedTempFile;
use tokio::runtime::Handle;

use super::rows::{self, Cell};
use super::{Kept, ROWS_MAX, place};
use crate::{App, Failure};

/// Makes the file of an export: how many rows and bytes it has. Blocks.
pub(super) fn make(
    app: &App,
    runtime: &Handle,
    seller: SellerId,
    export: &Export,
    job: &str,
) -> Result<(i64, i64), Failure> {
    let kept: Kept = serde_json::from_str(&export.filter).map_err(Failure::fault)?;
    let lang = Lang::from_tag(&export.lang).unwrap_or_default();
    let folder = app.media().exports();
    fs::create_dir_all(&folder).map_err(Failure::fault)?;
    let scratch = NamedTempFile::new_in(app.media().incoming()).map_err(Failure::fault)?;
    let list = List { app, runtime, seller, filter: kept.filter(), lang, id: &export.id, job };
    let rows = match export.format {
        Format::Csv => list.csv(scratch.as_file())?,
        Format::Xlsx => list.workbook(scratch.as_file())?,
    };
    scratch.as_file().sync_all().map_err(Failure::fault)?;
    let bytes = scratch.as_file().metadata().map_err(Failure::fault)?.len();
    scratch.persist(place(app.media(), &export.id, export.format)).map_err(Failure::fault)?;
    File::open(&folder).and_then(|folder| folder.sync_all()).map_err(Failure::fault)?;
    Ok((rows, i64::try_from(bytes).unwrap_or(i64::MAX)))
}

struct List<'l> {
    app: &'l App,
    runtime: &'l Handle,
    seller: SellerId,
    filter: Filter,
    lang: Lang,
    id: &'l str,
    job: &'l str,
}

impl List<'_> {
    /// Hands every row to `put`, and tells how far it has come. Gives the number of rows.
    fn each(&self, mut put: impl FnMut(&Question) -> Result<(), Failure>) -> Result<i64, Failure> {
        let total = self.runtime.block_on(rows::total(self.app, self.seller, self.filter.clone()))?.min(ROWS_MAX);
        let (mut done, mut after) = (0, None);
        loop {
            let progress = rows::told(self.app, self.seller, self.id, self.job, (done, total.max(done)));
            self.runtime.block_on(progress)?;
            let page = self.runtime.block_on(rows::page(self.app, self.seller, self.filter.clone(), after))?;
            for question in &page {
                put(question)?;
                done += 1;
            }
            after = rows::behind(&page);
            if after.is_none() || done >= ROWS_MAX {
                return Ok(done);
            }
        }
    }

    fn cells(&self, question: &Question) -> impl Iterator<Item = Cell> {
        Column::ALL.into_iter().map(|column| rows::cell(self.app, question, column, self.lang))
    }

    fn csv(&self, file: &File) -> Result<i64, Failure> {
        let mut out = BufWriter::new(file);
        out.write_all("\u{FEFF}".as_bytes()).map_err(Failure::fault)?;
        let mut csv = csv::WriterBuilder::new()
            .delimiter(separator(self.lang))
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        csv.write_record(Column::ALL.map(|column| column.name(self.lang))).map_err(Failure::fault)?;
        let rows = self.each(|question| csv.write_record(self.cells(question).map(text_of)).map_err(Failure::fault))?;
        csv.flush().map_err(Failure::fault)?;
        Ok(rows)
    }

    fn workbook(&self, file: &File) -> Result<i64, Failure> {
        let mut book = Workbook::new();
        book.set_tempdir(self.app.media().incoming()).map_err(Failure::fault)?;
        let sheet = book.add_worksheet_with_constant_memory().map_err(Failure::fault)?;
        heading(sheet, self.lang).map_err(Failure::fault)?;
        let styles = Styles::new();
        let mut row = 0;
        let rows = self.each(|question| {
            row += 1;
            for (column, cell) in (0..).zip(self.cells(question)) {
                put(sheet, (row, column), cell, &styles).map_err(Failure::fault)?;
            }
            Ok(())
        })?;
        sheet.autofilter(0, 0, row, last_column()).map_err(Failure::fault)?;
        let mut out = BufWriter::new(file);
        book.save_to_writer(&mut out).map_err(Failure::fault)?;
        out.flush().map_err(Failure::fault)?;
        Ok(rows)
    }
}

/// A cell of a CSV. What people wrote is defused; numbers and times are ours.
fn text_of(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => defused(&text).into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Time(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Cell::Nothing => String::new(),
    }
}

struct Styles {
    text: Style,
    time: Style,
}

impl Styles {
    fn new() -> Self {
        let top = || Style::new().set_align(rust_xlsxwriter::FormatAlign::Top);
        Self { text: top().set_text_wrap(), time: top().set_num_format("yyyy-mm-dd hh:mm") }
    }
}

fn last_column() -> u16 {
    u16::try_from(Column::ALL.len()).unwrap_or(u16::MAX) - 1
}

fn heading(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let bold = Style::new().set_bold();
    sheet.set_name(match lang {
        Lang::Ru => "Вопросы",
        Lang::En => "Questions",
    })?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(Column::ALL) {
        sheet.set_column_width(at, f64::from(column.width()))?;
        sheet.write_string_with_format(0, at, column.name(lang), &bold)?;
    }
    Ok(())
}

/// Texts are written as strings, which Excel never runs; they are defused all the same, since a workbook is saved as CSV easily.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, styles: &Styles) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, column, &*defused(&text), &styles.text)?,
        Cell::Count(count) => {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            sheet.write_number_with_format(row, column, count, &styles.text)?
        }
        Cell::Time(at) => match excel_time(at) {
            Some(time) => sheet.write_datetime_with_format(row, column, &time, &styles.time)?,
            None => return Ok(()),
        },
        Cell::Nothing => return Ok(()),
    };
    Ok(())
}

/// Excel's time begins with 1900.
fn excel_time(at: jiff::civil::DateTime) -> Option<ExcelDateTime> {
    let day = ExcelDateTime::from_ymd(
        u16::try_from(at.year()).ok()?,
        u8::try_from(at.month()).ok()?,
        u8::try_from(at.day()).ok()?,
    );
    let (hour, minute) = (u16::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?);
    day.ok()?.and_hms(hour, minute, f64::from(at.second())).ok()
}
