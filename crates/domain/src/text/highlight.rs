//! Shows in a text what a search found.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::search::Query;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'t> {
    /// Whether the search found it.
    pub hit: bool,
    /// What stands there; as it was written, so a page has to escape it like any other text.
    pub text: &'t str,
}

/// A piece of a text around what the search found first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt<'t> {
    /// Whether something was left out before it.
    pub cut_before: bool,
    /// The piece.
    pub segments: Vec<Segment<'t>>,
    /// Whether something was left out behind it.
    pub cut_after: bool,
}

/// Marks each word that `query` found, in whatever form it stands; of a phrase, the whole of it.
///
/// The segments joined are the text itself. Hits are whole words and never empty; a text without a hit is one segment,
/// an empty text none.
///
/// # Examples
///
/// ```
/// use domain::text::{Query, Segment, highlight};
///
/// let segments = highlight("Размер не подошёл: жмёт", &Query::parse("\"не подошли\" размера"));
/// assert_eq!(segments, [
///     Segment { hit: true, text: "Размер" },
///     Segment { hit: false, text: " " },
///     Segment { hit: true, text: "не подошёл" },
///     Segment { hit: false, text: ": жмёт" },
/// ]);
/// ```
pub fn highlight<'t>(text: &'t str, query: &Query) -> Vec<Segment<'t>> {
    segments(text, 0..text.len(), &query.hits(text))
}

/// At most `length` graphemes (what a reader calls characters) of `text`, with the first hit among them.
///
/// Without a hit it is the beginning. It starts and ends between words where it can, and says where something is missing.
///
/// # Examples
///
/// ```
/// use domain::text::{Query, excerpt};
///
/// let text = "Покупала сыну в школу, носит третий месяц. Вчера на левом отклеилась подошва, отнесли в ремонт у дома.";
/// let piece = excerpt(text, &Query::parse("подошва"), 40);
/// let shown: String = piece.segments.iter().map(|segment| segment.text).collect();
/// assert_eq!(shown, "отклеилась подошва, отнесли в ремонт у");
/// assert!(piece.cut_before && piece.cut_after);
/// ```
pub fn excerpt<'t>(text: &'t str, query: &Query, length: usize) -> Excerpt<'t> {
    let hits = query.hits(text);
    let range = window(text, hits.first(), length);
    Excerpt {
        cut_before: !text[..range.start].trim().is_empty(),
        cut_after: !text[range.end..].trim().is_empty(),
        segments: segments(text, range, &hits),
    }
}

/// Where the piece stands in the text: a third of it before the hit, the rest from the hit on.
fn window(text: &str, hit: Option<&Range<usize>>, length: usize) -> Range<usize> {
    let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    let count = bounds.len() - 1;
    if count <= length {
        return 0..text.len();
    }
    let place = |byte: usize| bounds.partition_point(|bound| *bound <= byte).saturating_sub(1);
    let (hit_from, hit_to) = hit.map_or((0, 0), |hit| (place(hit.start), place(hit.end - 1) + 1));
    let before = (length / 3).min(length.saturating_sub(hit_to - hit_from));
    let from = hit_from.saturating_sub(before).min(count - length);
    let (from, to) = (bounds[from], bounds[from + length]);
    let keep = hit.map_or(from..from, |hit| hit.start.clamp(from, to)..hit.end.clamp(from, to));
    at_words(text, from..to, keep)
}

/// The same piece without the parts of words at its ends, as long as `keep` stays in it.
fn at_words(text: &str, piece: Range<usize>, keep: Range<usize>) -> Range<usize> {
    let (from, to) = (piece.start, piece.end);
    let starts_word = |at: usize| text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let ends_word = |at: usize| text[at..].chars().next().is_none_or(char::is_whitespace);
    let (head, tail) = (&text[from..keep.start], &text[keep.end..to]);
    let start = if starts_word(from) { Some(0) } else { head.find(char::is_whitespace) };
    let end = if ends_word(to) { Some(tail.len()) } else { tail.rfind(char::is_whitespace) };
    let start = start.map_or(from, |at| from + at);
    let end = end.map_or(to, |at| keep.end + at);
    let shown = &text[start..end];
    let start = start + (shown.len() - shown.trim_start().len());
    start..(start + text[start..end].trim_end().len())
}

fn segments<'t>(text: &'t str, range: Range<usize>, hits: &[Range<usize>]) -> Vec<Segment<'t>> {
    let mut segments = Vec::new();
    let mut at = range.start;
    let mut put = |hit: bool, from: usize, to: usize| {
        if from < to {
            segments.push(Segment { hit, text: &text[from..to] });
        }
    };
    for hit in hits {
        let (from, to) = (hit.start.clamp(at, range.end), hit.end.clamp(at, range.end));
        put(false, at, from);
        put(true, from, to);
        at = to;
    }
    put(false, at, range.end);
    segments
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with its hits in brackets.
    fn marked(text: &str, query: &str) -> String {
        let mark =
            |segment: &Segment<'_>| if segment.hit { format!("[{}]", segment.text) } else { segment.text.to_owned() };
        highlight(text, &Query::parse(query)).iter().map(mark).collect()
    }

    fn shown(text: &str, query: &str, length: usize) -> String {
        let piece = excerpt(text, &Query::parse(query), length);
        let text: String = piece.segments.iter().map(|segment| segment.text).collect();
        format!("{}{text}{}", if piece.cut_before { "…" } else { "" }, if piece.cut_after { "…" } else { "" })
    }

    #[test]
    fn each_form_of_the_word_is_marked_as_it_was_written() {
        for (text, query, expected) in [
            ("КРОССОВОК нет, кроссовки!", "кроссовка", "[КРОССОВОК] нет, [кроссовки]!"),
            ("Ёлка и ёлочка", "елка", "[Ёлка] и ёлочка"),
            ("е\u{308}лка", "елка", "[е\u{308}лка]"),
            ("при\u{AD}шла посылка", "пришел", "[при\u{AD}шла] посылка"),
            ("Зарядка USB-C/USB", "usb-c", "Зарядка [USB-C]/USB"),
            ("размер 42р", "42", "размер [42]р"),
            ("жмут, не подошли", "-жмут подошли", "жмут, не [подошли]"),
            ("да нет да нет", "\"да нет да\"", "[да нет да] нет"),
            ("да да да", "\"да да\"", "[да да да]"),
            ("<b>брак</b>", "брак", "<b>[брак]</b>"),
            ("ﬁ", "fi", "[ﬁ]"),
            ("", "брак", ""),
            ("брак", "", "брак"),
        ] {
            assert_eq!(marked(text, query), expected, "{query}");
        }
    }

    #[test]
    fn a_word_is_marked_while_it_is_typed() {
        let segments = highlight("Рюкзак порвался", &Query::typing("порвалс"));
        assert_eq!(segments.last(), Some(&Segment { hit: true, text: "порвался" }));
    }

    #[test]
    fn an_excerpt_shows_the_first_hit_and_says_where_it_left_something_out() {
        let text = "Брала на подарок. Пришла целая, но крышка не закрывается, пришлось клеить. Жаль, вещь красивая.";
        assert_eq!(shown(text, "", 30), "Брала на подарок. Пришла…");
        assert_eq!(shown(text, "крышки", 30), "…целая, но крышка не…");
        assert_eq!(shown(text, "красивый", 30), "…клеить. Жаль, вещь красивая.");
        assert_eq!(shown(text, "крышка", 200), text);
        assert_eq!(shown(&"а".repeat(50), "", 10), format!("{}…", "а".repeat(10)), "a word too long is cut");
        assert_eq!(shown("крышка", "крышка", 0), "…");
    }

    proptest! {
        #[test]
        fn the_segments_joined_are_the_text(text in "(?s).{0,60}|[а-яё \u{301}-]{0,60}", typed in "[а-яё \"-]{0,10}") {
            let segments = highlight(&text, &Query::typing(&typed));
            prop_assert_eq!(segments.iter().map(|segment| segment.text).collect::<String>(), text.as_str());
            prop_assert!(segments.iter().all(|segment| !segment.text.is_empty()));
        }

        #[test]
        fn an_excerpt_is_never_longer_than_asked_and_holds_a_hit_that_fits(
            before in "[а-я ,.]{0,80}", after in "[а-я ,.]{0,80}", length in 20_usize..60,
        ) {
            let text = format!("{before} крышками {after}");
            let piece = excerpt(&text, &Query::parse("крышка"), length);
            let shown: String = piece.segments.iter().map(|segment| segment.text).collect();
            prop_assert!(shown.graphemes(true).count() <= length && text.contains(&shown));
            prop_assert!(piece.segments.iter().any(|segment| segment.hit));
        }

        #[test]
        fn an_excerpt_of_anything_is_a_part_of_it(text in "(?s).{0,60}", typed in "(?s).{0,5}", length in 0_usize..40) {
            let piece = excerpt(&text, &Query::parse(&typed), length);
            let shown: String = piece.segments.iter().map(|segment| segment.text).collect();
            prop_assert!(text.contains(&shown));
        }
    }
}
