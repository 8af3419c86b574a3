use super::*;

fn folder() -> (tempfile::TempDir, MediaFolder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = MediaFolder::open(dir.path().join("media")).unwrap();
    (dir, folder)
}

/// An id made at a second, the `n`th of it.
fn id(second: u64, n: u128) -> MediaId {
    MediaId(Uuid::from_u128((u128::from(second * 1000) << 80) | (7 << 76) | (2 << 62) | n))
}

fn files(dir: &Path) -> usize {
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { 1 };
    entries(dir).unwrap().into_iter().map(below).sum()
}

#[derive(Debug)]
struct Broken;

impl From<FolderError> for Broken {
    fn from(_: FolderError) -> Self {
        Self
    }
}

#[test]
fn what_is_kept_is_read_back_whole_and_in_parts() {
    let (_dir, folder) = folder();
    folder.keep_bytes(id(1, 1), Part::WebM, b"0123456789").unwrap();
    let read = |offset, len| folder.read(id(1, 1), Part::WebM).unwrap().unwrap().bytes(offset, len).unwrap();
    assert_eq!(folder.read(id(1, 1), Part::WebM).unwrap().unwrap().len, 10);
    assert_eq!(read(0, u64::MAX), b"0123456789");
    assert_eq!(read(3, 4), b"3456");
    assert_eq!(read(8, 100), b"89");
    assert_eq!(read(50, 1), b"");
}

#[tokio::test]
async fn a_player_that_skips_ahead_gets_its_range_as_a_stream() {
    let (_dir, folder) = folder();
    folder.keep_bytes(id(1, 1), Part::Mp4, b"0123456789").unwrap();
    let mut stream = folder.read(id(1, 1), Part::Mp4).unwrap().unwrap().stream(6, 3).await.unwrap();
    let mut got = Vec::new();
    stream.read_to_end(&mut got).await.unwrap();
    assert_eq!(got, b"678");
}

#[test]
fn a_photo_and_its_thumbnail_live_side_by_side_and_go_together() {
    let (_dir, folder) = folder();
    folder.keep_bytes(id(1, 1), Part::Photo, b"large").unwrap();
    folder.keep_bytes(id(1, 1), Part::Thumb, b"small").unwrap();
    folder.keep_bytes(id(1, 2), Part::Photo, b"another").unwrap();
    assert_eq!(folder.read(id(1, 1), Part::Thumb).unwrap().unwrap().bytes(0, 99).unwrap(), b"small");
    folder.delete(id(1, 1)).unwrap();
    folder.delete(id(1, 1)).unwrap();
    assert!(folder.read(id(1, 1), Part::Photo).unwrap().is_none());
    assert!(folder.read(id(1, 1), Part::Thumb).unwrap().is_none());
    assert!(folder.read(id(1, 2), Part::Photo).unwrap().is_some());
}

#[test]
fn a_reader_finishes_a_film_that_is_deleted_meanwhile() {
    let (_dir, folder) = folder();
    folder.keep_bytes(id(1, 1), Part::Mp4, b"film").unwrap();
    let open = folder.read(id(1, 1), Part::Mp4).unwrap().unwrap();
    folder.delete(id(1, 1)).unwrap();
    assert_eq!(open.bytes(0, 9).unwrap(), b"film");
}

#[test]
fn a_draft_that_is_refused_leaves_nothing_behind() {
    let (dir, folder) = folder();
    let mut draft = folder.draft().unwrap();
    draft.write_all(b"not a film").unwrap();
    drop(draft);
    assert_eq!(files(dir.path()), 0);
}

#[test]
fn a_draft_is_changed_in_place_before_it_is_kept() {
    let (_dir, folder) = folder();
    let mut draft = folder.draft().unwrap();
    draft.write_all(b"place: home").unwrap();
    draft.seek(SeekFrom::Start(7)).unwrap();
    draft.write_all(b"****").unwrap();
    folder.keep(id(1, 1), Part::Mov, draft).unwrap();
    assert_eq!(folder.read(id(1, 1), Part::Mov).unwrap().unwrap().bytes(0, 99).unwrap(), b"place: ****");
}

#[test]
fn the_sweep_removes_what_no_review_names_and_spares_what_is_young() {
    let (dir, folder) = folder();
    for n in 0..40 {
        folder.keep_bytes(id(100, n * 7919), Part::Photo, b"old").unwrap();
    }
    folder.keep_bytes(id(100, 0), Part::Thumb, b"old").unwrap();
    folder.keep_bytes(id(300, 5), Part::Photo, b"young").unwrap();
    fs::write(dir.path().join("media/00/README"), "somebody's note").unwrap();
    let known: HashSet<_> = (10..40).map(|n| id(100, n * 7919)).collect();
    let named = |ids: &[MediaId]| Ok::<_, Broken>(ids.iter().filter(|id| known.contains(id)).copied().collect());

    assert_eq!(folder.sweep(Timestamp::from_millis(200_000), named).unwrap(), 10);
    assert_eq!(folder.sweep(Timestamp::from_millis(200_000), named).unwrap(), 0);
    assert!(folder.read(id(100, 0), Part::Thumb).unwrap().is_none());
    assert!(folder.read(id(100, 10 * 7919), Part::Photo).unwrap().is_some());
    assert!(folder.read(id(300, 5), Part::Photo).unwrap().is_some());
    assert_eq!(files(dir.path()), 30 + 1 + 1);
}

#[test]
fn the_sweep_stops_when_the_database_cannot_say_what_it_knows() {
    let (_dir, folder) = folder();
    folder.keep_bytes(id(100, 1), Part::Photo, b"a photo").unwrap();
    let gone = |_: &[MediaId]| Err(Broken);
    assert!(folder.sweep(Timestamp::from_millis(200_000), gone).is_err());
    assert!(folder.read(id(100, 1), Part::Photo).unwrap().is_some());
}

#[test]
fn drafts_that_a_crash_left_behind_are_swept() {
    let (dir, folder) = folder();
    let (_, left) = folder.draft().unwrap().0.keep().unwrap();
    let nothing = |_: &[MediaId]| Ok::<_, Broken>(HashSet::new());
    folder.sweep(Timestamp(0), nothing).unwrap();
    assert!(left.exists(), "it is not older than 1970");
    folder.sweep(Timestamp(i64::MAX), nothing).unwrap();
    assert_eq!(files(dir.path()), 0);
}

#[test]
fn a_full_disk_is_called_full_and_what_was_there_stays() {
    // The system's own device that is always full gives the system's own error.
    let mut full = File::options().write(true).open("/dev/full").unwrap();
    let error = full.write_all(b"a photo").unwrap_err();
    assert!(matches!(FolderError::from(error), FolderError::Full));
    let denied = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
    assert!(matches!(FolderError::from(denied), FolderError::ReadOnly));
}

#[test]
fn a_folder_that_is_a_file_is_said_to_be_wrong() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("media"), "a file").unwrap();
    assert!(MediaFolder::open(dir.path().join("media")).is_err());
}
