use image::codecs::gif::GifEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, Frame, GrayImage, ImageEncoder, Rgba, RgbaImage};
use proptest::prelude::*;

use super::tests_support::{photo, png};
use super::*;

fn shown(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap().into_rgb8()
}

fn near(pixel: &image::Rgb<u8>, wanted: [u8; 3]) -> bool {
    pixel.0.iter().zip(wanted).all(|(have, want)| have.abs_diff(want) <= 6)
}

/// A camera's EXIF block: orientation, the camera's name, and where the picture was taken.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    tiff.extend(3_u16.to_be_bytes());
    let [high, low] = orientation.to_be_bytes();
    tiff.extend(entry(0x010F, 2, 4, *b"Cam\0"));
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 50_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    // The GPS directory at 50: latitude 55°45'21" north, the degrees at 80.
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 80_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    for (above, below) in [(55_u32, 1_u32), (45, 1), (21, 1)] {
        tiff.extend(above.to_be_bytes());
        tiff.extend(below.to_be_bytes());
    }
    tiff
}

fn with_segment(jpeg: &[u8], kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap();
    [&jpeg[..2], &[0xFF, kind], &length.to_be_bytes(), body, &jpeg[2..]].concat()
}

fn camera_photo(orientation: u16) -> Vec<u8> {
    let block = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    with_segment(&photo(640, 480), 0xE1, &block)
}

/// The segments of a JPEG before its first scan.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut kinds) = (2, Vec::new());
    while jpeg[at + 1] != 0xDA {
        kinds.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    kinds
}

#[test]
fn the_place_where_a_photo_was_taken_does_not_reach_anybody() {
    let sent = camera_photo(1);
    let marker: &[u8] = &exif(1)[80..]; // the degrees themselves
    assert!(sent.windows(marker.len()).any(|part| part == marker), "the test's photo carries a place");
    let kept = accept(&sent).unwrap();
    for jpeg in [&kept.jpeg, &kept.thumb] {
        assert!(!jpeg.windows(marker.len()).any(|part| part == marker));
        assert!(!jpeg.windows(4).any(|part| part == b"Exif"));
        let allowed = [0xE0, 0xDB, 0xC0, 0xC4]; // JFIF, tables and the frame: no other APPn, no comment
        assert!(segments(jpeg).iter().all(|kind| allowed.contains(kind)), "{:x?}", segments(jpeg));
    }
}

#[test]
fn words_hidden_in_comments_and_after_the_end_are_gone() {
    let mut sent = with_segment(&photo(64, 64), 0xFE, b"call me at 8-900");
    sent.extend(b"PK\x03\x04 an archive behind the picture");
    let kept = accept(&sent).unwrap();
    assert!(!kept.jpeg.windows(7).any(|part| part == b"call me" || part == b"archive"));
}

#[test]
fn a_photo_taken_with_the_phone_on_its_side_is_shown_upright() {
    let straight = accept(&camera_photo(1)).unwrap();
    let turned = accept(&camera_photo(6)).unwrap();
    assert_eq!((straight.width, straight.height), (640, 480));
    assert_eq!((turned.width, turned.height), (480, 640));
    // 6 means: turn by 90° clockwise, so what was lower left comes to the upper left.
    let (before, after) = (shown(&straight.jpeg), shown(&turned.jpeg));
    assert!(near(after.get_pixel(2, 2), before.get_pixel(2, 477).0));
}

#[test]
fn a_large_photo_is_made_smaller_and_keeps_its_shape() {
    let kept = accept(&photo(4000, 3000)).unwrap();
    assert_eq!((kept.width, kept.height), (2048, 1536));
    assert_eq!(shown(&kept.jpeg).dimensions(), (2048, 1536));
    assert_eq!(shown(&kept.thumb).dimensions(), (320, 240));
    assert!(kept.thumb.len() < 40_000);
}

#[test]
fn a_very_long_strip_still_has_a_thumbnail() {
    let kept = accept(&png(&RgbaImage::from_pixel(9000, 2, Rgba([1, 2, 3, 255])))).unwrap();
    assert_eq!((kept.width, kept.height), (2048, 1));
    assert_eq!(shown(&kept.thumb).dimensions(), (320, 1));
}

#[test]
fn a_transparent_picture_is_laid_on_white() {
    let picture = RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([0, 0, 0, 0]) } else { Rgba([255, 0, 0, 255]) });
    let kept = shown(&accept(&png(&picture)).unwrap().jpeg);
    assert!(near(kept.get_pixel(4, 20), [255, 255, 255]));
    assert!(near(kept.get_pixel(36, 20), [255, 0, 0]));
}

#[test]
fn half_transparent_red_on_white_is_pink() {
    assert_eq!([over_white(255, 128), over_white(0, 128)], [255, 127]);
    assert_eq!([over_white(10, 255), over_white(10, 0)], [10, 255]);
}

#[test]
fn a_phones_wide_colours_are_brought_to_the_usual_ones() {
    let mut sent = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut sent, 95);
    encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let picture = RgbImage::from_pixel(64, 64, image::Rgb([200, 100, 60]));
    encoder.write_image(&picture, 64, 64, ExtendedColorType::Rgb8).unwrap();
    let kept = shown(&accept(&sent).unwrap().jpeg);
    // Display P3 (200, 100, 60) is sRGB (214, 96, 49) by colour arithmetic.
    assert!(near(kept.get_pixel(32, 32), [214, 96, 49]), "{:?}", kept.get_pixel(32, 32));
}

#[test]
fn png_webp_gif_and_grey_pictures_are_taken_too() {
    let picture = RgbaImage::from_pixel(30, 20, Rgba([200, 100, 50, 255]));
    let mut webp = Vec::new();
    image::codecs::webp::WebPEncoder::new_lossless(&mut webp)
        .write_image(&picture, 30, 20, ExtendedColorType::Rgba8)
        .unwrap();
    let mut gif = Vec::new();
    let frames = [picture.clone(), RgbaImage::from_pixel(30, 20, Rgba([0, 0, 255, 255]))];
    GifEncoder::new(&mut gif).encode_frames(frames.map(Frame::new)).unwrap();
    for sent in [png(&picture), webp, gif] {
        let kept = accept(&sent).unwrap();
        assert_eq!((kept.width, kept.height), (30, 20));
        assert!(near(shown(&kept.jpeg).get_pixel(15, 10), [200, 100, 50]), "the first frame is the picture");
    }
    let mut grey = Vec::new();
    let pixels = GrayImage::from_pixel(3000, 50, image::Luma([90]));
    PngEncoder::new(&mut grey).write_image(&pixels, 3000, 50, ExtendedColorType::L8).unwrap();
    assert!(near(shown(&accept(&grey).unwrap().jpeg).get_pixel(9, 9), [90, 90, 90]));
}

#[test]
fn sixteen_bits_a_colour_are_shown_in_eight() {
    let mut sent = Vec::new();
    let pixels = image::ImageBuffer::from_pixel(2500, 30, image::Rgb([0x8000_u16, 0x4000, 0xFFFF]));
    let picture = DynamicImage::ImageRgb16(pixels);
    picture.write_with_encoder(PngEncoder::new(&mut sent)).unwrap();
    assert!(near(shown(&accept(&sent).unwrap().jpeg).get_pixel(9, 9), [128, 64, 255]));
}

#[test]
fn what_is_not_a_picture_is_refused_whatever_it_pretends() {
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let page: &[u8] = b"<!doctype html><script>alert(1)</script>";
    let bitmap: &[u8] = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0";
    for sent in [svg, page, bitmap, b"hello", b"%PDF-1.7", b"\0\0\0\x18ftypheic\0\0\0\0"] {
        assert_eq!(accept(sent), Err(not_a_picture()));
    }
    assert_eq!(accept(b""), Err(damaged()));
}

#[test]
fn a_photo_broken_off_in_the_upload_is_refused_and_not_shown_half_grey() {
    let whole = photo(800, 600);
    for part in [2, 3, 20, 300, whole.len() / 2, whole.len() - 1] {
        assert_eq!(accept(&whole[..part]), Err(if part < 3 { not_a_picture() } else { damaged() }), "{part}");
    }
    let whole = png(&RgbaImage::from_pixel(300, 300, Rgba([1, 2, 3, 4])));
    assert_eq!(accept(&whole[..whole.len() / 2]), Err(damaged()));
}

/// A PNG whose header promises a size that its few bytes do not hold.
fn promise(width: u32, height: u32) -> Vec<u8> {
    let mut sent = png(&RgbaImage::from_pixel(1, 1, Rgba([0; 4])));
    sent[16..20].copy_from_slice(&width.to_be_bytes());
    sent[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&sent[12..29]);
    sent[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    sent
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    for (width, height) in [(100_000, 100_000), (12_001, 10), (10, 12_001), (7_072, 7_072)] {
        assert_eq!(accept(&promise(width, height)), Err(too_many_pixels(width, height)));
    }
    // Within the limits it is only damaged: the pixels never come.
    assert_eq!(accept(&promise(7_000, 7_000)), Err(damaged()));
    assert_eq!(accept(&promise(0, 10)), Err(damaged()));
}

#[test]
fn a_file_over_fifteen_megabytes_is_refused_before_it_is_looked_at() {
    let bytes = MAX_BYTES + 1;
    let sent = vec![0; usize::try_from(bytes).unwrap()];
    assert_eq!(accept(&sent), Err(too_large(MAX_BYTES)));
}

#[test]
fn the_same_photo_gives_the_same_sum_and_another_gives_another() {
    let (one, same, other) = (photo(100, 80), photo(100, 80), photo(100, 81));
    assert_eq!(accept(&one).unwrap().sha256, accept(&same).unwrap().sha256);
    assert_ne!(accept(&one).unwrap().sha256, accept(&other).unwrap().sha256);
}

fn shade(value: u32) -> u8 {
    u8::try_from(value).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is changed in a photo on its way, the answer is a picture or a refusal, never a crash.
    #[test]
    fn a_photo_with_bytes_changed_on_the_way_is_shown_or_refused(
        kind in 0..3_u8, hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
    ) {
        let picture = RgbaImage::from_fn(48, 32, |x, y| Rgba([shade(x * 5), shade(y * 7), 9, 200]));
        let mut sent = match kind { 0 => photo(48, 32), 1 => png(&picture), _ => {
            let mut webp = Vec::new();
            image::codecs::webp::WebPEncoder::new_lossless(&mut webp)
                .write_image(&picture, 48, 32, ExtendedColorType::Rgba8).unwrap();
            webp
        }};
        for (place, byte) in hits {
            let place = place.index(sent.len());
            sent[place] = byte;
        }
        if let Ok(kept) = accept(&sent) {
            prop_assert_eq!(shown(&kept.jpeg).dimensions(), (kept.width, kept.height));
        }
    }
}
