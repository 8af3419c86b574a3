//! A picture that a stranger sent becomes a picture that may be shown.
//!
//! The bytes are never passed on. They are decoded, turned upright, brought to sRGB, laid on white and written anew as
//! JPEG, so neither a place, a camera's number nor anything hidden behind the pixels survives. All limits stand before
//! the decoder: the type is judged by content, the size by the header.

use std::io::Cursor;

use domain::Refusal;
use fast_image_resize::{ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use sha2::{Digest, Sha256};

use super::refusals::{damaged, not_a_picture, too_large, too_many_pixels};

/// The most bytes that a picture may have.
pub const MAX_BYTES: u64 = 15 * 1024 * 1024;
/// The longest side that is decoded, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The most pixels that are decoded.
pub const MAX_PIXELS: u64 = 50_000_000;
/// The longest side of what is kept, in pixels.
pub const KEPT_SIDE: u32 = 2048;
/// The longest side of a thumbnail, in pixels.
pub const THUMB_SIDE: u32 = 320;
/// The most memory that one decoder may take for pixels: 50 million of four bytes.
const MAX_DECODED: u64 = 4 * MAX_PIXELS;

const QUALITY: u8 = 85;
const THUMB_QUALITY: u8 = 80;

/// A picture that may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// JPEG without any metadata, its longer side at most [`KEPT_SIDE`].
    pub jpeg: Vec<u8>,
    /// Width of `jpeg` in pixels.
    pub width: u32,
    /// Height of `jpeg` in pixels.
    pub height: u32,
    /// JPEG whose longer side is at most [`THUMB_SIDE`].
    pub thumb: Vec<u8>,
    /// SHA-256 of `jpeg`. The same file sent twice gives the same sum.
    pub sha256: [u8; 32],
}

/// Judges and rewrites a picture. Takes up to a second of one core, so callers run it where blocking is allowed
/// (see [`Workshop`](super::Workshop)).
pub fn accept(bytes: &[u8]) -> Result<Accepted, Refusal> {
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(|_| damaged())?;

    let mut kept = scaled(pixels, KEPT_SIDE)?;
    kept.apply_orientation(orientation);
    let kept = DynamicImage::ImageRgb8(on_white(in_srgb(kept, profile.as_deref())));
    let jpeg = encode(&kept, QUALITY)?;
    let (width, height) = (kept.width(), kept.height());
    let thumb = encode(&scaled(kept, THUMB_SIDE)?, THUMB_QUALITY)?;
    Ok(Accepted { sha256: Sha256::digest(&jpeg).into(), jpeg, width, height, thumb })
}

/// How much memory [`accept`] will take at its height, in bytes, or why the picture is refused. Reads the header only.
pub fn cost(bytes: &[u8]) -> Result<u64, Refusal> {
    Ok(decoder(bytes)?.total_bytes() + bytes.len() as u64)
}

/// A decoder whose header has passed every limit; it has not decoded anything yet.
fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Refusal> {
    if bytes.is_empty() {
        return Err(damaged());
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(MAX_BYTES));
    }
    let format = image::guess_format(bytes).map_err(|_| not_a_picture())?;
    match format {
        ImageFormat::Jpeg if !jpeg_is_whole(bytes) => return Err(damaged()),
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif => {}
        _ => return Err(not_a_picture()),
    }
    // Sides are judged by us and not by the library's limits, to be able to say them.
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| damaged())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(damaged());
    }
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > MAX_SIDE || pixels > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
        return Err(too_many_pixels(width, height));
    }
    Ok(decoder)
}

/// Whether the end-of-image marker follows the first scan. The decoder paints what an upload broke off grey and calls it
/// well; we would rather ask for the file again.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[mark, kind, high, low]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        match (mark, kind) {
            (0xFF, 0xFF) => at += 1, // a fill byte before a marker
            (0xFF, 0xDA) => return bytes[at..].windows(2).any(|pair| pair == [0xFF, 0xD9]),
            (0xFF, _) => at += 2 + usize::from(u16::from_be_bytes([high, low])),
            _ => return false,
        }
    }
    false
}

/// The picture with its longer side at most `side`, in its own kind of pixels; smaller ones stay as they are.
fn scaled(picture: DynamicImage, side: u32) -> Result<DynamicImage, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let longer = width.max(height);
    if longer <= side {
        return Ok(picture);
    }
    let shorter = |length: u32| u32::try_from(u64::from(length) * u64::from(side) / u64::from(longer)).unwrap_or(side);
    let mut small = DynamicImage::new(shorter(width).max(1), shorter(height).max(1), picture.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(fast_image_resize::FilterType::Lanczos3));
    Resizer::new().resize(&picture, &mut small, &options).map_err(|_| damaged())?;
    Ok(small)
}

/// Phones write Display P3 and say so in the profile; with the profile gone the colours would fade. Profiles that cannot
/// be read, or do not speak of red, green and blue, are passed over.
fn in_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(profile) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else { return picture };
    if profile.color_space != DataColorSpace::Rgb || !picture.color().has_color() {
        return picture;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let mut pixels = picture.into_rgba8();
    if let Ok(transform) = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options) {
        let before = pixels.as_raw().clone();
        // Sizes are equal by construction; should it fail, the colours stay as they were.
        let _ = transform.transform(&before, &mut pixels);
    }
    DynamicImage::ImageRgba8(pixels)
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let pixels = picture.into_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        image::Rgb([red, green, blue].map(|colour| over_white(colour, alpha)))
    })
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

fn encode(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, quality)).map_err(|_| damaged())?;
    Ok(jpeg)
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;

/// Pictures for the tests of this folder.
#[cfg(test)]
pub(crate) mod tests_support {
    use super::{DynamicImage, RgbImage, encode};

    /// A JPEG with different colours in each corner.
    pub fn photo(width: u32, height: u32) -> Vec<u8> {
        let share = |at: u32, of: u32| u8::try_from(u64::from(at) * 255 / u64::from(of)).unwrap();
        let pixels = RgbImage::from_fn(width, height, |x, y| image::Rgb([share(x, width), share(y, height), 90]));
        encode(&DynamicImage::ImageRgb8(pixels), 90).unwrap()
    }

    pub fn png(picture: &image::RgbaImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)).unwrap();
        bytes
    }
}
