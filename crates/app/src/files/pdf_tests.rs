use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::*;

/// A PDF of objects, with a table that says truly where they are.
pub(in crate::files) fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        writeln!(bytes, "{number} 0 obj").unwrap();
        bytes.extend(*object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(bytes, "{offset:010} 00000 n ").unwrap();
    }
    write!(bytes, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).unwrap();
    bytes
}

const CATALOG: &[u8] = b"<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/FitH null]>>";
const PAGES: &[u8] = b"<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE: &[u8] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>";

/// An invoice of one page with something added.
pub(in crate::files) fn invoice(more: &[&[u8]]) -> Vec<u8> {
    let contents = stream(b"<</Filter/FlateDecode", &packed(b"BT /F1 12 Tf (Invoice) Tj ET"));
    pdf(&[&[CATALOG, PAGES, PAGE, &contents], more].concat())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn stream(about: &[u8], body: &[u8]) -> Vec<u8> {
    let length = format!("/Length {}>>", body.len());
    [about, length.as_bytes(), b"\nstream\n", body, b"\nendstream"].concat()
}

fn active(what: &str) -> Result<(), Refusal> {
    Err(Refusal::new(Code::PdfActive).with("what", what))
}

const SCRIPT: &[u8] = b"<</Type/Action/S/JavaScript/JS(app.alert\\(1\\))>>";

#[test]
fn an_invoice_is_taken() {
    assert_eq!(judge(&invoice(&[])), Ok(()));
    let mut padded = invoice(&[]);
    padded.extend(b"\r\n \0\0");
    assert_eq!(judge(&padded), Ok(()));
}

#[test]
fn a_saved_web_page_with_a_link_to_a_lesson_about_scripts_is_taken() {
    let link = b"<</S/URI/URI(https://developer.mozilla.org/docs/Web/JavaScript/Guide)>>";
    assert_eq!(judge(&invoice(&[link])), Ok(()));
}

#[test]
fn a_pdf_with_a_script_is_refused_however_the_script_is_hidden() {
    assert_eq!(judge(&invoice(&[SCRIPT])), active("JavaScript"));
    assert_eq!(judge(&invoice(&[b"<</S/#4Aav#61Script/#4A#53(x)>>"])), active("JavaScript"));
    assert_eq!(judge(&invoice(&[b"<</S 6 0 R/X(x)>>", b"/JavaScript"])), active("JavaScript"));
    // A reader that follows an offset into a text, or into a stream, finds the object there.
    assert_eq!(judge(&invoice(&[&[b"(9 0 obj", SCRIPT, b" endobj)"].concat()])), active("JavaScript"));
    assert_eq!(judge(&invoice(&[&stream(b"<<", SCRIPT)])), active("JavaScript"));
}

#[test]
fn a_script_in_a_packed_stream_of_objects_is_found() {
    let objects = [b"9 0 ".as_slice(), SCRIPT].concat();
    let about = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    assert_eq!(judge(&invoice(&[&stream(about, &packed(&objects))])), active("JavaScript"));
    assert_eq!(judge(&invoice(&[&stream(about, &packed(b"9 0 <</Type/Page>>"))])), Ok(()));
    assert_eq!(judge(&invoice(&[&stream(about, &packed(b"9 0 <</EF 5 0 R>>"))])), active("EF"));
    // Without the name of its kind, as lenient readers take it too.
    let about = b"<</N 1/F#69rst 4/Filter/FlateDecode";
    assert_eq!(judge(&invoice(&[&stream(about, &packed(&objects))])), active("JavaScript"));
}

#[test]
fn a_pdf_that_starts_programs_sends_forms_or_brings_files_is_refused() {
    for (object, what) in [
        (b"<</S/Launch/F(calc.exe)>>".as_slice(), "Launch"),
        (b"<</Names<</EmbeddedFiles 9 0 R>>>>", "EmbeddedFiles"),
        (b"<</Type/Filespec/F(a.exe)/EF<</F 9 0 R>>>>", "EF"),
        (b"<</S/SubmitForm/F(https://evil.example)>>", "SubmitForm"),
        (b"<</AcroForm<</XFA 9 0 R>>>>", "XFA"),
        (b"<</Subtype/RichMedia>>", "RichMedia"),
        (b"<</S/GoToE/F(a.pdf)>>", "GoToE"),
    ] {
        assert_eq!(judge(&invoice(&[object])), active(what));
    }
}

#[test]
fn a_pdf_that_cannot_be_looked_into_is_refused_with_what_to_do() {
    let unreadable = Err(Code::PdfUnreadable.into());
    let odd = stream(b"<</Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", b"78>");
    assert_eq!(judge(&invoice(&[&odd])), unreadable);
    let broken = stream(b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode", b"not packed at all");
    assert_eq!(judge(&invoice(&[&broken])), unreadable);
    let locked = stream(b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed(b"9 0 <<>>"));
    assert_eq!(judge(&invoice(&[&locked, b"<</Encrypt 9 0 R>>"])), unreadable);
    assert_eq!(judge(&invoice(&[b"<</Encrypt 9 0 R>>"])), Ok(()), "its objects lie open");
}

#[test]
fn a_pdf_that_unpacks_to_more_than_the_machine_has_is_refused() {
    let bomb = packed(&vec![b' '; usize::try_from(MAX_UNPACKED).unwrap() + 1]);
    let about = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    assert_eq!(judge(&invoice(&[&stream(about, &bomb)])), Err(Code::PdfUnreadable.into()));
}

#[test]
fn a_pdf_that_is_an_archive_or_a_page_too_is_refused() {
    let mixed = Err(Code::FileMixed.into());
    let archive = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\x30\0\0\0\0\0";
    assert_eq!(judge(&[invoice(&[]), archive.to_vec()].concat()), mixed);
    // Its end within a stream, with all that follows as its comment.
    assert_eq!(judge(&invoice(&[&stream(b"<<", archive)])), mixed);
    assert_eq!(judge(&pdf(&[b"(<HTML><script>alert(1)</script>)"])), mixed);
    assert_eq!(judge(&[invoice(&[]), b"<script>alert(1)</script>".to_vec()].concat()), mixed);
}

#[test]
fn a_pdf_broken_off_in_the_upload_is_refused() {
    let whole = invoice(&[]);
    for part in [8, 20, whole.len() / 2, whole.len() - 8] {
        assert_eq!(judge(&whole[..part]), Err(damaged()), "{part}");
    }
    let lies = String::from_utf8_lossy(&pdf(&[])).replace("startxref\n", "startxref\n9");
    assert_eq!(judge(lies.as_bytes()), Err(damaged()));
}
proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is changed in a document on its way, the answer is yes or no, never a crash; and no change brings a script
    /// through that is still one.
    #[test]
    fn a_document_with_bytes_changed_on_the_way_is_taken_or_refused(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)
    ) {
        let about = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode";
        let mut sent = invoice(&[&stream(about, &packed(b"9 0 <</Type/Page>>")), SCRIPT]);
        for (place, byte) in hits {
            let place = place.index(sent.len());
            sent[place] = byte;
        }
        let has_script = sent.windows(14).any(|window| window == b"/S/JavaScript/");
        prop_assert!(judge(&sent).is_err() || !has_script);
    }
}
