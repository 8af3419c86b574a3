//! `otklik guard check`: what the guard of the chats makes of messages in a file.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use domain::Lang;
use domain::fraud::{From, Guard, Judgement, Message, Talk};
use serde::Deserialize;
use serde_json::json;

/// What the guard of the chats makes of messages. Exit codes: 0 all judged, 1 some could not be, 2 wrong usage.
#[derive(Debug, Args)]
pub struct GuardCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Reads messages, one JSON object a line, and writes the verdict of each with the reasons.
    Check {
        /// A file of rules, instead of those that come with the program.
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
}

/// A message as it stands in a file.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    from: String,
    text: String,
    #[serde(default)]
    context: Context,
}

#[derive(Deserialize, Default)]
struct Context {
    #[serde(default)]
    role_claim: Option<String>,
    #[serde(default)]
    chat: Option<String>,
    #[serde(default)]
    posting: bool,
}

impl GuardCommand {
    pub(super) fn run(self) -> ExitCode {
        let What::Check { rules } = self.what;
        let guard = match rules.as_deref().map(read) {
            None => Guard::built_in(),
            Some(Ok(guard)) => Arc::new(guard),
            Some(Err(why)) => {
                eprintln!("otklik: {why}");
                return ExitCode::from(2);
            }
        };
        let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
        match check(&guard, input, &mut std::io::BufWriter::new(output), &mut std::io::stderr()) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            // Whoever reads the verdicts has had enough of them.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("otklik: the messages cannot be read or the verdicts not written: {error}");
                ExitCode::FAILURE
            }
        }
    }
}

fn read(file: &Path) -> Result<Guard, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("the rules {} cannot be read: {error}", file.display()))?;
    Guard::parse(&text).map_err(|error| format!("the rules {}: {error}", file.display()))
}

/// Judges every line; whether all of them could be read.
fn check(guard: &Guard, input: impl BufRead, out: &mut impl Write, wrong: &mut impl Write) -> std::io::Result<bool> {
    let mut whole = true;
    for (place, line) in input.split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match judge(guard, &line) {
            Ok(verdict) => writeln!(out, "{verdict}")?,
            Err(why) => {
                whole = false;
                writeln!(wrong, "line {}: {why}", place + 1)?;
            }
        }
    }
    out.flush()?;
    Ok(whole)
}

fn judge(guard: &Guard, line: &[u8]) -> Result<serde_json::Value, String> {
    let line: Line = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let from = From::parse(&line.from).ok_or_else(|| format!("`from` is no author: {}", line.from))?;
    let talk = match line.context.chat.as_deref() {
        None => Talk::BuyerSeller,
        Some(chat) => Talk::parse(chat).ok_or_else(|| format!("`chat` is no chat: {chat}"))?,
    };
    let role_claim = line.context.role_claim.as_deref();
    let order = line.context.posting;
    let judgement = guard.judge(&Message { from, talk, order, role_claim, text: &line.text, earlier: &[] });
    Ok(written(&line.id, &judgement))
}

fn written(id: &serde_json::Value, judgement: &Judgement) -> serde_json::Value {
    let labels: Vec<&str> = judgement.labels().into_iter().map(domain::fraud::Label::as_str).collect();
    let why = judgement.why.iter().map(|why| {
        json!({
            "label": why.label.as_str(),
            "from": why.span.start,
            "to": why.span.end,
            "rule": why.rule,
            "words": { "ru": why.label.words(Lang::Ru), "en": why.label.words(Lang::En) },
        })
    });
    json!({ "id": id, "verdict": judgement.verdict.as_str(), "labels": labels, "why": why.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(lines: &str) -> (bool, Vec<serde_json::Value>, String) {
        let (mut out, mut wrong) = (Vec::new(), Vec::new());
        let whole = check(&Guard::built_in(), lines.as_bytes(), &mut out, &mut wrong).expect("memory can be written");
        let out = String::from_utf8(out).expect("verdicts are text");
        let verdicts = out.lines().map(|line| serde_json::from_str(line).expect("a verdict is JSON")).collect();
        (whole, verdicts, String::from_utf8(wrong).expect("complaints are text"))
    }

    #[test]
    fn a_request_for_a_code_is_blocked_with_words_in_both_languages() {
        let line = r#"{"id":"a","from":"seller","text":"Назовите код из смс","context":{"chat":"buyer_seller"}}"#;
        let (whole, verdicts, wrong) = checked(line);
        assert!(whole && wrong.is_empty());
        assert_eq!((&verdicts[0]["id"], &verdicts[0]["verdict"]), (&json!("a"), &json!("block")));
        assert_eq!(verdicts[0]["labels"], json!(["asks_code"]));
        assert!(verdicts[0]["why"][0]["words"]["ru"].as_str().is_some_and(|words| words.contains("код")));
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_judged_all_the_same() {
        let lines = "{\"id\":1,\"from\":\"buyer\",\"text\":\"Спасибо\"}\n{\"id\":2\n{\"id\":3,\"from\":\"king\",\"text\":\"a\"}\n\
            {\"id\":4,\"from\":\"buyer\",\"text\":\"Когда отправите?\"}\n";
        let (whole, verdicts, wrong) = checked(lines);
        assert!(!whole);
        assert_eq!(verdicts.iter().map(|verdict| &verdict["id"]).collect::<Vec<_>>(), [&json!(1), &json!(4)]);
        assert!(wrong.starts_with("line 2: ") && wrong.contains("line 3: `from` is no author: king"), "{wrong}");
    }
}
