//! `otklik import`: files of products, orders and reviews into a shop.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::App;
use app::commands::import::{self, ImportError, Imported, Progress};
use clap::{Args, ValueEnum};
use domain::{Lang, SellerId};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::{Where, block_on, open};
use crate::logging;

/// How often a line says how far it is, where nobody sits at a terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);
const BAR: &str = "{bar:30} {percent:>3}% · {msg} · {eta}";

/// Files of products, orders or reviews, JSON Lines or CSV, plain or gzip. Can be repeated without doubles; lines that
/// cannot be taken go to FILE.rejected with the reason.
#[derive(Debug, Args)]
pub struct Import {
    /// What the files hold.
    kind: Kind,
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The shop's number; a shop that is not there yet is made.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..))]
    seller: i64,
    /// The language of the reasons: ru or en [default: by the environment].
    #[arg(long, value_name = "LANG", value_parser = lang)]
    lang: Option<Lang>,
    #[command(flatten)]
    data: Where,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Products,
    Orders,
    Reviews,
}

impl From<Kind> for import::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Products => Self::Products,
            Kind::Orders => Self::Orders,
            Kind::Reviews => Self::Reviews,
        }
    }
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "there are ru and en".to_owned())
}

/// The language of the terminal: Russian where it says so.
fn spoken() -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    set.and_then(|tag| Lang::from_tag(&tag)).unwrap_or(Lang::En)
}

impl Import {
    pub(super) fn run(self) -> Result<(), String> {
        let mut settings = self.data.settings(None, false)?;
        if std::env::var_os("OTKLIK_LOG").is_none() {
            settings.log = "warn".into();
        }
        logging::begin(&settings.log);
        let app = open(&settings)?;
        let lang = self.lang.unwrap_or_else(spoken);
        block_on(async {
            let mut failed = 0;
            for file in &self.files {
                match self.file(&app, file, lang).await {
                    Ok(true) => {}
                    Ok(false) => failed += 1,
                    // The next file would meet the same database.
                    Err(why) => return Err(format!("{}: {why}", file.display())),
                }
            }
            app.close().await;
            if failed == 0 { Ok(()) } else { Err(incomplete(lang, failed)) }
        })
    }

    /// Imports one file and says what became of it; `false` where not all of it could be read.
    async fn file(&self, app: &App, file: &Path, lang: Lang) -> Result<bool, String> {
        let mut watch = Watch::begin(file, lang);
        let mut tell = |progress: &Progress| watch.tell(progress);
        let outcome = import::file(app, SellerId(self.seller), self.kind.into(), file, lang, &mut tell).await;
        watch.bar.finish_and_clear();
        match outcome {
            Ok(imported) => {
                println!("{}", watch.summary(file, &imported));
                if let Some(trouble) = &imported.trouble {
                    eprintln!("{}: {}", file.display(), cut(lang, trouble));
                }
                Ok(imported.trouble.is_none())
            }
            Err(ImportError::Failure(failure)) => Err(match failure.refusal() {
                Some(refusal) => refusal.words(lang),
                None => failure.to_string(),
            }),
            Err(error) => {
                eprintln!("{}: {}", file.display(), words(lang, &error));
                Ok(false)
            }
        }
    }
}

/// Shows how far it is: a bar on a terminal, a line now and then elsewhere.
struct Watch {
    bar: ProgressBar,
    lang: Lang,
    name: String,
    begun: Instant,
    last_line: Instant,
}

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "measures how long it takes")]
    fn begin(file: &Path, lang: Lang) -> Self {
        let bytes = std::fs::metadata(file).map_or(0, |data| data.len());
        let style = ProgressStyle::with_template(BAR).unwrap_or_else(|_| ProgressStyle::default_bar());
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bar = ProgressBar::new(bytes).with_style(style);
        Self { bar, lang, name, begun: Instant::now(), last_line: Instant::now() }
    }

    fn tell(&mut self, progress: &Progress) {
        self.bar.set_position(progress.bytes);
        self.bar.set_message(self.counts(progress));
        if self.bar.is_hidden() && self.last_line.elapsed() >= LINE_EVERY {
            let percent = progress.bytes * 100 / self.bar.length().unwrap_or(0).max(1);
            eprintln!("{}: {percent}% · {}", self.name, self.counts(progress));
            self.last_line += self.last_line.elapsed();
        }
    }

    /// `24 000 rows · 21 000/s`
    fn counts(&self, progress: &Progress) -> String {
        let rows = progress.new + progress.known;
        let word = if self.lang == Lang::Ru { "строк" } else { "rows" };
        let apart = if self.lang == Lang::Ru { "\u{a0}" } else { "," };
        let count = |number: u64| HumanCount(number).to_string().replace(',', apart);
        format!("{} {word} · {}/s", count(rows), count(rate(rows, self.begun.elapsed())))
    }

    fn summary(&self, file: &Path, imported: &Imported) -> String {
        let Progress { new, known, rejected, .. } = imported.progress;
        let (took, name) = (self.begun.elapsed(), file.display());
        let (seconds, rate) = (took.as_secs_f64(), rate(new + known, took));
        let mut said = match self.lang {
            Lang::Ru => {
                format!("{name}: новых {new}, уже было {known}, отклонено {rejected} · {seconds:.1} с, {rate} строк/с")
            }
            Lang::En => {
                format!("{name}: {new} new, {known} known, {rejected} rejected · {seconds:.1} s, {rate} rows/s")
            }
        };
        if let Some(rejected) = &imported.rejected {
            said = format!("{said} → {}", rejected.display());
        }
        said
    }
}

fn rate(rows: u64, took: Duration) -> u64 {
    u64::try_from(u128::from(rows) * 1000 / took.as_millis().max(1)).unwrap_or(u64::MAX)
}

fn incomplete(lang: Lang, files: usize) -> String {
    match lang {
        Lang::Ru => format!("не прочитано до конца файлов: {files}"),
        Lang::En => format!("files that were not read to their end: {files}"),
    }
}

fn cut(lang: Lang, trouble: &app::import::Trouble) -> String {
    match lang {
        Lang::Ru => format!("чтение остановилось после строки {}: {}", trouble.line, trouble.error),
        Lang::En => trouble.to_string(),
    }
}

fn words(lang: Lang, error: &ImportError) -> String {
    use app::import::OpenError::{Array, Empty, Header};
    match (lang, error) {
        (Lang::Ru, ImportError::Open(Empty)) => "файл пустой".into(),
        (Lang::Ru, ImportError::Open(Array)) => "файл — один массив JSON; нужна строка на каждый объект".into(),
        (_, ImportError::Open(Header(reason))) => reason.words(lang),
        (Lang::Ru, ImportError::Lacks(column)) => format!("в таблице нет столбца {column}"),
        (Lang::Ru, ImportError::Rejected(error)) => format!("список отклонённых строк не записывается: {error}"),
        _ => error.to_string(),
    }
}
