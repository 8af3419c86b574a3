//! SQL texts: one file per statement, the same for both engines.
//!
//! A file is written in the SQL that SQLite and PostgreSQL share, with parameters `$1`, `$2`, …. What one engine alone
//! needs stands in a comment that is opened for it: `/*pg for update skip locked */`, `/*sqlite without rowid */`.

use std::sync::OnceLock;

/// One of the two database engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, embedded: a folder on this machine.
    Sqlite,
    /// PostgreSQL, for more than one machine.
    Postgres,
}

impl Engine {
    /// The name as configuration, metrics and the ready file spell it: `sqlite` or `postgres`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// What begins a comment that is meant for this engine.
    const fn opener(self) -> &'static str {
        match self {
            Self::Sqlite => "/*sqlite",
            Self::Postgres => "/*pg",
        }
    }
}

/// A statement with a name. Lives in a `static`, made by [`sql!`](crate::sql!) or [`sql2!`](crate::sql2!); its address
/// is the key of each connection's statement cache.
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    opened_sqlite: OnceLock<String>,
    opened_postgres: OnceLock<String>,
}

impl Sql {
    /// One text for both engines.
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self::pair(name, text, text)
    }

    /// A text for each engine: only for what has no common form (full-text search, index definitions).
    pub const fn pair(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        Self { name, sqlite, postgres, opened_sqlite: OnceLock::new(), opened_postgres: OnceLock::new() }
    }

    /// The file's name below `sql/`, without the ending: `reviews/list`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The text as that engine is given it.
    pub fn text(&self, engine: Engine) -> &str {
        match engine {
            Engine::Sqlite => self.opened_sqlite.get_or_init(|| open(self.sqlite, engine)),
            Engine::Postgres => self.opened_postgres.get_or_init(|| open(self.postgres, engine)),
        }
    }
}

/// The statement of the file `sql/<name>.sql`: `static LIST: Sql = sql!("reviews/list");`.
#[macro_export]
macro_rules! sql {
    ($name:literal) => {
        $crate::sql::Sql::new($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")))
    };
}

/// The statement of the two files `sql/<name>.sqlite.sql` and `sql/<name>.pg.sql`.
#[macro_export]
macro_rules! sql2 {
    ($name:literal) => {
        $crate::sql::Sql::pair(
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sqlite.sql")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".pg.sql")),
        )
    };
}

/// One file of a statement that is put together: `"name"` for both engines, `("name")` for a pair of files.
#[doc(hidden)]
#[macro_export]
macro_rules! sql_part {
    ($ending:literal $name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql"))
    };
    ($ending:literal ($name:literal)) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, $ending))
    };
}

/// The statement made of several files, for lists that differ only in their end:
/// `sql_parts!("reviews/columns", ("reviews/from_words"), "reviews/filter")`.
#[macro_export]
macro_rules! sql_parts {
    ($($part:tt),+ $(,)?) => {
        $crate::sql::Sql::pair(
            stringify!($($part)+),
            concat!($($crate::sql_part!(".sqlite.sql" $part), "\n",)+),
            concat!($($crate::sql_part!(".pg.sql" $part), "\n",)+),
        )
    };
}

/// Opens the comments of one engine, drops all others, and gives SQLite its numbered parameters (`$1` would be a *name*
/// there).
pub(crate) fn open(text: &str, engine: Engine) -> String {
    let mut opened = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let taken;
        (taken, rest) = rest.split_at(token(rest, next));
        match next {
            '-' if taken.starts_with("--") => {}
            '/' if taken.starts_with("/*") => opened.push_str(&comment(taken, engine)),
            '$' if engine == Engine::Sqlite && taken.len() > 1 => {
                opened.push('?');
                opened.push_str(&taken[1..]);
            }
            _ => opened.push_str(taken),
        }
    }
    opened.trim().to_owned()
}

/// How many bytes at the beginning belong together: a quoted text, a comment, a parameter, else one character.
fn token(rest: &str, first: char) -> usize {
    let until = |from: usize, end: &str, keep: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + keep);
    match first {
        '\'' => until(1, "'", 1),
        '-' if rest.starts_with("--") => until(2, "\n", 0),
        '/' if rest.starts_with("/*") => until(2, "*/", 2),
        '$' => 1 + rest[1..].bytes().take_while(u8::is_ascii_digit).count(),
        _ => first.len_utf8(),
    }
}

/// The inside of a comment that is meant for this engine, nothing for any other.
fn comment(taken: &str, engine: Engine) -> String {
    taken
        .strip_prefix(engine.opener())
        .and_then(|inside| inside.strip_suffix("*/"))
        .filter(|inside| inside.starts_with(char::is_whitespace))
        .map_or_else(String::new, |inside| open_inside(inside, engine))
}

fn open_inside(inside: &str, engine: Engine) -> String {
    format!(" {} ", open(inside, engine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_opened_for_its_engine_and_dropped_for_the_other() {
        let text = "select id from job /*pg for update skip locked */ /*sqlite indexed by due */ /* why */";
        assert_eq!(open(text, Engine::Postgres), "select id from job  for update skip locked");
        assert_eq!(open(text, Engine::Sqlite), "select id from job   indexed by due");
    }

    #[test]
    fn sqlite_gets_numbered_parameters_also_inside_an_opened_comment() {
        let text = "select 1 where a = $1 and b = $12 /*sqlite and c = $2 */";
        assert_eq!(open(text, Engine::Sqlite), "select 1 where a = ?1 and b = ?12  and c = ?2");
        assert_eq!(open(text, Engine::Postgres), "select 1 where a = $1 and b = $12");
    }

    #[test]
    fn quoted_texts_stay_as_they_are() {
        let text = "-- it's a comment\nselect '$1 -- /*pg x */ ''quoted''' , $1";
        assert_eq!(open(text, Engine::Sqlite), "select '$1 -- /*pg x */ ''quoted''' , ?1");
    }

    #[test]
    fn a_comment_about_postgres_is_not_taken_for_one_that_is_meant_for_it() {
        assert_eq!(open("select 1 /*pgcrypto is not used*/", Engine::Postgres), "select 1");
    }
}
