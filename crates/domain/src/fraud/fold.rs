//! A message as the guard reads it: one byte for each visible character.
//!
//! Letters are lower case; Russian ones stand where Windows-1251 has them, other Cyrillic ones are the Russian letter they
//! are taken for, letters that only look Latin are Latin. What looks like a digit is that digit. Invisible characters and
//! marks are gone.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A letter of another script.
pub(super) const FOREIGN: u8 = 0xA0;
/// An emoji or another sign that is no punctuation.
pub(super) const SIGN: u8 = 0xA1;
/// The sign of the rouble.
pub(super) const ROUBLE: u8 = 0xA2;
/// Nothing that anybody sees.
const NOTHING: u8 = 0;

/// Characters and the letters that they are taken for.
const TAKEN_FOR: &str = "іиїиєеґгғгќкқкҝкӄкҡкңнӈнҥнөоӨоұуүуўуһхҳхҷчҹчјйәаӑаӓаӣиӥиӯуӱуҽеӗеѕсԁдԛкѡоѳоҫсҙзӡзӂжџцђхћхљлњнѵвӏлґг\
    αaβbγyδdεeζzηnθoιiκkλлμmνvξeοoπпρpςcσoτtυuφфχxψфωwάaέeήnίiόoύuώwΓГΔДΛЛΠПΦФ\
    ɑaɐaɒaɓbƄbɔcƈcđdɗdɖdǝeəeɘeɛeɡgɠgħhɦhıiɩiɨiȷjʝjƙkłlƚlɫlɭlɯmɱmŋnɲnɳnøoɵoƥpʀrɾrɹrşsʂsŧtƫtʈtʉuʊuʋvʌvɣyʏyƴyƶzʐzßvþp\
    ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqꜱsᴛtᴜuᴠvᴡwᴢzᴦгᴧлᴨпᴩpᴫл\
    ոnսuօoհhցgզqԁdաwսuյjքpԼLՏSℓl℮e℅%∂d∆д∏пαa×xꓐBꓚCꓓDꓰEꓖGꓧHꓲIꓙJꓗKꓡLꓟMꓠNꓳOꓑPꓣRꓢSꓔTꓴUꓦVꓪWꓫXꓬYꓜZ\
    ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎥiᏦKᏞLᎷMΟOᏢPᏚSᎢTᏙVᎳWᏃZ❗!❕!❓?❔?‼!⁇?⁉?";

static LIKENESS: LazyLock<Vec<(char, u8)>> = LazyLock::new(|| {
    let letters: Vec<char> = TAKEN_FOR.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Vec<(char, u8)> = letters.chunks_exact(2).map(|pair| (pair[0], plain(pair[1]))).collect();
    pairs.sort_by_key(|pair| pair.0);
    pairs.dedup_by_key(|pair| pair.0);
    pairs
});

/// The characters that messages consist of nearly always have their answer ready.
const READY: u32 = 0x530;
static TABLE: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..READY).map(|c| char::from_u32(c).map_or(b' ', classify)).collect());

/// A message folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters.
    pub(super) bytes: Vec<u8>,
    /// Where each of them begins in the text; one more for the end.
    pub(super) at: Vec<u32>,
}

impl Folded {
    /// The byte, or a space outside.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// Puts a text behind what is there already; of one that was said before (not `now`) no places are kept.
    pub(super) fn read(&mut self, text: &str, now: bool) {
        let table: &[u8] = &TABLE;
        self.at.pop();
        self.bytes.reserve(text.len());
        self.at.reserve(text.len() + 1);
        for (at, c) in text.char_indices() {
            let at = if now { u32::try_from(at).unwrap_or(u32::MAX) } else { 0 };
            match table.get(c as usize).copied().unwrap_or_else(|| classify(c)) {
                NOTHING => {}
                byte => {
                    self.bytes.push(byte);
                    self.at.push(at);
                }
            }
        }
        self.at.push(if now { u32::try_from(text.len()).unwrap_or(u32::MAX) } else { 0 });
    }
}

pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte >= 0xE0 || byte == FOREIGN
}

pub(super) fn is_cyrillic(byte: u8) -> bool {
    byte >= 0xE0
}

pub(super) fn is_space(byte: u8) -> bool {
    byte == b' ' || byte == b'\n'
}

/// Folds words of our own tables, as a message is folded.
pub(super) fn encode(words: &str) -> Vec<u8> {
    words.chars().map(classify).filter(|byte| *byte != NOTHING).collect()
}

/// A Russian or Latin letter, or what ASCII has.
fn plain(c: char) -> u8 {
    match c {
        // Some keyboards send й as и with a mark.
        'й' | 'Й' => plain('и'),
        'а'..='я' => 0xE0 + low(c as u32 - 'а' as u32),
        'А'..='Я' => 0xE0 + low(c as u32 - 'А' as u32),
        '\0'..='~' => u8::try_from(c).unwrap_or(b' ').to_ascii_lowercase(),
        _ => SIGN,
    }
}

fn classify(c: char) -> u8 {
    match c {
        ' '..='~' | 'а'..='я' | 'А'..='Я' => plain(c),
        'ё' | 'ë' | 'Ё' | 'Ë' | 'ѐ' | 'Ѐ' => plain('е'),
        'ѝ' => plain('и'),
        '«' | '»' | '“' | '”' | '„' => b'"',
        '’' | '‘' | '´' | 'ʼ' => b'\'',
        '‐'..='―' | '−' | '➖' | '﹣' | '－' => b'-',
        '…' | '·' | '•' | '∙' | '。' | '․' | '⸱' | '﹒' | '．' => b'.',
        '№' => b'#',
        '₽' => ROUBLE,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => b'\n',
        '\u{AD}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}' | '\u{E0000}'..='\u{E01EF}' => NOTHING,
        '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => NOTHING,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => NOTHING,
        '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFC}' => NOTHING,
        _ if c.is_whitespace() || c.is_control() => b' ',
        _ if is_combining_mark(c) => NOTHING,
        _ => rare(c),
    }
}

/// A character seen seldom: a letter or digit of another shape or script.
fn rare(c: char) -> u8 {
    let like = |c: char| LIKENESS.binary_search_by_key(&c, |pair| pair.0).ok().map(|place| LIKENESS[place].1);
    let small = c.to_lowercase().next().unwrap_or(c);
    if let Some(byte) = like(c).or_else(|| like(small)) {
        return byte;
    }
    if let Some(byte) = in_a_frame(c).or_else(|| numeral(c)) {
        return byte;
    }
    match [c].into_iter().collect::<String>().nfkd().next() {
        Some(first) if first != c => classify(first),
        _ if c.is_alphabetic() => FOREIGN,
        _ => SIGN,
    }
}

/// Letters and digits in circles and squares that Unicode does not take apart.
fn in_a_frame(c: char) -> Option<u8> {
    let code = c as u32;
    let letter = |first: u32| Some(b'a' + low(code - first));
    match code {
        0x1F150..=0x1F169 => letter(0x1F150),
        0x1F170..=0x1F189 => letter(0x1F170),
        0x1F1E6..=0x1F1FF => letter(0x1F1E6),
        0x2776..=0x277E => Some(b'1' + low(code - 0x2776)),
        0x2780..=0x2788 => Some(b'1' + low(code - 0x2780)),
        0x278A..=0x2792 => Some(b'1' + low(code - 0x278A)),
        0x24F5..=0x24FD => Some(b'1' + low(code - 0x24F5)),
        0x24EB..=0x24F4 => Some(SIGN),
        0x24FF | 0x24EA | 0x1F10B | 0x1F10C => Some(b'0'),
        _ => None,
    }
}

/// Digits of other scripts.
fn numeral(c: char) -> Option<u8> {
    const ZEROS: &[u32] = &[0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xE50, 0x17E0, 0x1810];
    let code = c as u32;
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| b'0' + low(code - zero))
}

fn low(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<u8> {
        let mut folded = Folded::default();
        folded.read(text, true);
        folded.bytes
    }

    #[test]
    fn what_is_folded_once_stays_the_same() {
        let letters: String = ('а'..='я').chain('a'..='z').chain('0'..='9').chain("@.,!?*#\"'()-_".chars()).collect();
        let once = folded(&letters);
        let shown: String = once.iter().map(|byte| shown(*byte)).collect();
        assert_eq!(folded(&shown), once);
    }

    /// The character of a byte.
    fn shown(byte: u8) -> char {
        if is_cyrillic(byte) {
            char::from_u32('а' as u32 + u32::from(byte - 0xE0)).unwrap_or(' ')
        } else {
            char::from(byte)
        }
    }

    #[test]
    fn letters_of_other_shapes_are_the_plain_ones() {
        assert_eq!(folded("ＫＯＤ 𝐤𝐨𝐝 ⓚⓞⓓ κοd 🅺🅾🅳"), folded("kod kod kod kod kod"));
        assert_eq!(folded("ко\u{301}д к\u{200B}од ЁЙ"), folded("код код еи"));
        assert_eq!(folded("８ ① ² ٣ 4️⃣"), folded("8 1 2 3 4"));
    }

    #[test]
    fn every_character_keeps_its_place() {
        let mut text = Folded::default();
        text.read("до", false);
        text.read("я\u{200B}ж", true);
        assert_eq!(text.at, [0, 0, 0, 5, 7]);
    }
}
