//! Why a file is not taken.

use domain::{Code, Refusal};

const MIB: u64 = 1024 * 1024;

/// More bytes than `limit`.
pub(crate) fn too_large(limit: u64) -> Refusal {
    Refusal::new(Code::FileTooLarge).with("max", limit / MIB)
}

/// Not one of the picture formats that are taken, whatever its name says.
pub(crate) fn not_a_picture() -> Refusal {
    Code::FileNotPicture.into()
}

/// Not one of the containers that are taken, or one without moving pictures.
pub(crate) fn not_a_video() -> Refusal {
    Code::FileNotVideo.into()
}

/// It begins well and cannot be read to its end.
pub(crate) fn damaged() -> Refusal {
    Code::FileDamaged.into()
}

/// The header promises more pixels than are decoded.
pub(crate) fn too_many_pixels(width: u32, height: u32) -> Refusal {
    Refusal::new(Code::PictureTooManyPixels).with("width", width).with("height", height)
}

/// A film of more than `minutes`.
pub(crate) fn too_long(minutes: u64) -> Refusal {
    Refusal::new(Code::VideoTooLong).with("max", minutes)
}
