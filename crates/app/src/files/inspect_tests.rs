use std::sync::Arc;

use domain::Timestamp;

use super::*;
use crate::files::pdf::tests::invoice;
use crate::media::picture::tests_support::{photo, png};
use crate::media::video::tests::{atom, mp4};
use crate::{ManualClock, Storage};

/// What becomes of a file that somebody sends.
async fn sent(bytes: &[u8], name: &str) -> Result<Inspected, Refusal> {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-01-01").unwrap()));
    let app = App::open(Storage::Sqlite { dir: dir.path().to_owned() }, dir.path().join("media"), clock).unwrap();
    inspect(&app, bytes.to_vec(), name, &Limits::default()).await
}

async fn refused(bytes: &[u8], name: &str) -> Refusal {
    sent(bytes, name).await.unwrap_err()
}

async fn code(bytes: &[u8], name: &str) -> Code {
    refused(bytes, name).await.code
}

#[tokio::test]
async fn a_buyers_photo_arrives_with_its_size_and_a_small_one() {
    let file = sent(&photo(900, 600), "Скол на кружке.jpeg").await.unwrap();
    assert_eq!(
        (file.kind, file.content_type, file.name.as_str()),
        (FileKind::Picture, "image/jpeg", "Скол на кружке.jpg")
    );
    assert_eq!((file.width, file.height), (900, 600));
    assert!(file.thumb.is_some_and(|thumb| thumb.len() < file.bytes.len()));
}

#[tokio::test]
async fn a_note_of_a_sellers_program_arrives_as_it_is() {
    let file = sent("Памятка".as_bytes(), "note.txt").await.unwrap();
    assert_eq!(
        (file.kind, file.content_type, file.name.as_str()),
        (FileKind::Text, "text/plain; charset=utf-8", "note.txt")
    );
    assert_eq!(file.bytes, "Памятка".as_bytes());
    let table = sent("размер;рост\n42;164".as_bytes(), "Размеры.CSV").await.unwrap();
    assert_eq!((table.content_type, table.name.as_str()), ("text/csv; charset=utf-8", "Размеры.csv"));
    assert_eq!(code(b"a;=1+1", "t.csv").await, Code::FileFormula);
}

#[tokio::test]
async fn an_invoice_arrives_as_it_is() {
    let file = sent(&invoice(&[]), "Счёт 7.pdf").await.unwrap();
    assert_eq!(
        (file.kind, file.content_type, file.name.as_str()),
        (FileKind::Document, "application/pdf", "Счёт 7.pdf")
    );
    assert_eq!(file.bytes, invoice(&[]));
}

#[tokio::test]
async fn a_picture_that_calls_itself_a_program_is_a_picture() {
    let sent_png = png(&image::RgbaImage::from_pixel(30, 20, image::Rgba([200, 100, 50, 255])));
    let file = sent(&sent_png, "photo.exe").await.unwrap();
    assert_eq!((file.kind, file.name.as_str()), (FileKind::Picture, "photo.jpg"));
    for name in ["../../etc/passwd", "C:\\x", "a\0b", "photo\u{202E}gpj.exe"] {
        let file = sent(&sent_png, name).await.unwrap();
        assert!(!file.name.contains(['/', '\\', '\0', '\u{202E}']), "{}", file.name);
        assert_eq!(file.name.rsplit_once('.').unwrap().1, "jpg");
    }
}

#[tokio::test]
async fn a_program_that_calls_itself_a_picture_is_refused() {
    let exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0";
    assert_eq!(refused(exe, "photo.jpg").await, Refusal::new(Code::FileRunsCode).with("what", "EXE"));
    assert_eq!(code(b"\x7FELF\x02\x01\x01\0\0\0", "photo.png").await, Code::FileRunsCode);
    assert_eq!(code(b"#!/bin/sh\nrm -rf ~", "note.txt").await, Code::FileRunsCode);
}

#[tokio::test]
async fn a_drawing_with_a_script_is_refused_whatever_it_is_called() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for name in ["a.svg", "a.png", "a.txt"] {
        assert_eq!(refused(svg, name).await, Refusal::new(Code::FileRunsCode).with("what", "SVG"));
    }
    assert_eq!(code(b"<!doctype html><script>alert(1)</script>", "a.jpg").await, Code::FileRunsCode);
}

#[tokio::test]
async fn an_archive_is_refused_with_what_to_do() {
    for bytes in
        [b"PK\x03\x04\x14\0\0\0".as_slice(), b"Rar!\x1A\x07\x01\0\0", b"\x1F\x8B\x08\0\0", b"7z\xBC\xAF\x27\x1C\0"]
    {
        assert_eq!(code(bytes, "docs.pdf").await, Code::FileArchive);
    }
}

#[tokio::test]
async fn a_picture_that_would_fill_the_memory_is_refused_by_its_header() {
    let mut bomb = png(&image::RgbaImage::from_pixel(1, 1, image::Rgba([0; 4])));
    bomb[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let refusal = refused(&bomb, "big.png").await;
    assert_eq!(refusal, Refusal::new(Code::PictureTooManyPixels).with("width", 50_000).with("height", 50_000));
}

#[tokio::test]
async fn of_a_picture_that_is_an_archive_too_only_the_picture_arrives() {
    let mut mixed = photo(64, 64);
    mixed.extend(b"PK\x03\x04 an archive PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\x30\0\0\0\0\0");
    let file = sent(&mixed, "gifar.jpg").await.unwrap();
    assert!(!file.bytes.windows(2).any(|window| window == b"PK"));
}

#[tokio::test]
async fn a_film_arrives_with_its_size_and_one_that_is_an_archive_too_is_refused() {
    let film = sent(&mp4(12_345), "Как собрать.avi").await.unwrap();
    assert_eq!((film.kind, film.content_type, film.name.as_str()), (FileKind::Video, "video/mp4", "Как собрать.mp4"));
    assert_eq!((film.width, film.height), (1280, 720));
    let archive = atom(b"free", b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\x30\0\0\0\0\0");
    assert_eq!(code(&[mp4(12_345), archive].concat(), "a.mp4").await, Code::FileMixed);
    assert_eq!(code(&mp4(300_001), "a.mp4").await, Code::VideoTooLong);
}

#[tokio::test]
async fn a_document_that_is_something_else_too_is_refused() {
    assert_eq!(code(&[b"<html>".to_vec(), invoice(&[])].concat(), "a.pdf").await, Code::FileMixed);
    assert_eq!(code(&[invoice(&[]), b"PK\x03\x04 and more".to_vec()].concat(), "a.pdf").await, Code::FileMixed);
    assert_eq!(code(&[b"GIF87a".to_vec(), b"%PDF-1.7".to_vec()].concat(), "a.pdf").await, Code::FileDamaged);
}

#[tokio::test]
async fn a_document_with_a_script_is_refused_and_the_refusal_names_it() {
    let refusal = refused(&invoice(&[b"<</S/JavaScript/JS(x)>>"]), "a.pdf").await;
    assert_eq!(refusal, Refusal::new(Code::PdfActive).with("what", "JavaScript"));
    assert!(refusal.words(domain::Lang::Ru).contains("JavaScript"));
}

#[tokio::test]
async fn an_empty_file_a_half_one_and_a_huge_one_are_refused_each_with_its_reason() {
    assert_eq!(code(b"", "a.txt").await, Code::FileEmpty);
    let whole = photo(300, 200);
    assert_eq!(code(&whole[..whole.len() / 2], "a.jpg").await, Code::FileDamaged);
    assert_eq!(code(&invoice(&[])[..200], "a.pdf").await, Code::FileDamaged);
    assert_eq!(code(b"\0\0\0\x10ftypisom\0\0\0\0", "a.mp4").await, Code::FileDamaged);
    let long = vec![b'a'; 1024 * 1024 + 1];
    assert_eq!(refused(&long, "a.txt").await, Refusal::new(Code::FileTooLarge).with("max", 1));
    let large = [photo(10, 10), vec![0; 15 * 1024 * 1024]].concat();
    assert_eq!(refused(&large, "a.jpg").await, Refusal::new(Code::FileTooLarge).with("max", 15));
}

#[tokio::test]
async fn what_nobody_could_read_is_refused() {
    assert_eq!(code(b"\xCF\xE0\xEC\xFF\xF2\xEA\xE0", "note.txt").await, Code::FileTextUnreadable);
    assert_eq!(code(b"\xFF\xFEa\0b\0", "note.txt").await, Code::FileTextUnreadable);
    assert_eq!(code(b"\x01\x02\x03\xFF\x00", "a.bin").await, Code::FileTypeUnknown);
    assert_eq!(code(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_1.HEIC").await, Code::FileNotPicture);
}
