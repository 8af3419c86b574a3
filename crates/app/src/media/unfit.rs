//! Why a picture or a video was not taken, with a stable code and words in both languages.

/// What is wrong with a file that somebody sent. Sizes are in bytes, sides in pixels, lengths in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// More bytes than a picture may have.
    #[error("a picture of {bytes} bytes is over the limit of {limit}")]
    PictureTooLarge {
        /// What was sent.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Not one of the picture formats that are taken, whatever its name says.
    #[error("the content is not JPEG, PNG, WebP or GIF")]
    NotAPicture,
    /// The header promises more pixels than are allowed; nothing was decoded.
    #[error("{width}×{height} is too many pixels")]
    TooManyPixels {
        /// Width by the header.
        width: u32,
        /// Height by the header.
        height: u32,
    },
    /// A picture that begins well and cannot be read to its end.
    #[error("the picture is damaged")]
    PictureDamaged,
    /// More bytes than a video may have.
    #[error("a video of {bytes} bytes is over the limit of {limit}")]
    VideoTooLarge {
        /// What was sent.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Not one of the containers that are taken.
    #[error("the content is not MP4, MOV or WebM")]
    NotAVideo,
    /// A container without a single moving picture in it.
    #[error("the file has no video track")]
    NoPictureTrack,
    /// The film is longer than allowed.
    #[error("{seconds} s is over the limit of {limit} s")]
    VideoTooLong {
        /// How long it is.
        seconds: u64,
        /// How long it may be.
        limit: u64,
    },
    /// A container that cannot be read to its end.
    #[error("the video is damaged")]
    VideoDamaged,
}

const MB: u64 = 1024 * 1024;

impl Unfit {
    /// The stable code that programs read.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::PictureTooLarge { .. } => "picture_too_large",
            Self::NotAPicture => "picture_format",
            Self::TooManyPixels { .. } => "picture_too_many_pixels",
            Self::PictureDamaged => "picture_damaged",
            Self::VideoTooLarge { .. } => "video_too_large",
            Self::NotAVideo => "video_format",
            Self::NoPictureTrack => "video_without_picture",
            Self::VideoTooLong { .. } => "video_too_long",
            Self::VideoDamaged => "video_damaged",
        }
    }

    /// What the person reads, in Russian.
    pub fn ru(&self) -> String {
        match self {
            Self::Empty => "Файл пустой. Выберите другой.".into(),
            Self::PictureTooLarge { limit, .. } => format!("Фото больше {} МБ. Выберите файл поменьше.", limit / MB),
            Self::NotAPicture => "Это не фото в формате JPEG, PNG, WebP или GIF.".into(),
            Self::TooManyPixels { width, height } => {
                format!("Фото {width}×{height} слишком большое. Уменьшите его и отправьте снова.")
            }
            Self::PictureDamaged => "Фото повреждено и не открывается. Попробуйте отправить его ещё раз.".into(),
            Self::VideoTooLarge { limit, .. } => format!("Видео больше {} МБ. Сократите его.", limit / MB),
            Self::NotAVideo => "Это не видео в формате MP4, MOV или WebM.".into(),
            Self::NoPictureTrack => "В файле нет изображения, только звук.".into(),
            Self::VideoTooLong { limit, .. } => format!("Видео длиннее {} мин. Сократите его.", limit / 60),
            Self::VideoDamaged => "Видео повреждено и не открывается. Попробуйте отправить его ещё раз.".into(),
        }
    }

    /// What the person reads, in English.
    pub fn en(&self) -> String {
        match self {
            Self::Empty => "The file is empty. Choose another one.".into(),
            Self::PictureTooLarge { limit, .. } => {
                format!("The photo is over {} MB. Choose a smaller file.", limit / MB)
            }
            Self::NotAPicture => "This is not a JPEG, PNG, WebP or GIF photo.".into(),
            Self::TooManyPixels { width, height } => {
                format!("The photo is {width}×{height}, which is too large. Scale it down and send it again.")
            }
            Self::PictureDamaged => "The photo is damaged and cannot be opened. Try to send it again.".into(),
            Self::VideoTooLarge { limit, .. } => format!("The video is over {} MB. Make it shorter.", limit / MB),
            Self::NotAVideo => "This is not an MP4, MOV or WebM video.".into(),
            Self::NoPictureTrack => "The file has sound only and no picture.".into(),
            Self::VideoTooLong { limit, .. } => {
                format!("The video is longer than {} min. Make it shorter.", limit / 60)
            }
            Self::VideoDamaged => "The video is damaged and cannot be opened. Try to send it again.".into(),
        }
    }
}
