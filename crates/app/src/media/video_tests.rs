use std::io::Cursor;

use proptest::prelude::*;

use super::*;

// --- building films ---

pub(crate) fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes(), kind.as_slice(), body].concat()
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// `mvhd` and `mdhd`: 1000 units a second.
fn times(kind: &[u8; 4], millis: u32) -> Vec<u8> {
    atom(kind, &[numbers(&[0, 0, 0, 1000, millis]), vec![0; 80]].concat())
}

fn tkhd(number: u32, width: u32, height: u32, turned: bool) -> Vec<u8> {
    let one = 0x1_0000;
    let matrix = if turned {
        [0, one, 0, u32::MAX - one + 1, 0, 0, 0, 0, 1 << 30]
    } else {
        [one, 0, 0, 0, one, 0, 0, 0, 1 << 30]
    };
    let before = numbers(&[0, 0, 0, number, 0, 0, 0, 0, 0, 0]);
    atom(b"tkhd", &[before, numbers(&matrix), numbers(&[width << 16, height << 16])].concat())
}

fn handler(kind: &[u8; 4]) -> Vec<u8> {
    atom(b"hdlr", &[&[0; 8], kind.as_slice(), &[0; 12]].concat())
}

fn track(kind: &[u8; 4], head: Vec<u8>, millis: u32, more: &[u8]) -> Vec<u8> {
    let media = atom(b"mdia", &[times(b"mdhd", millis), handler(kind), more.to_vec()].concat());
    atom(b"trak", &[head, media].concat())
}

const DATA: &[u8] = b"pictures and sound";

fn mp4_of(brand: &[u8; 4], moov: &[Vec<u8>]) -> Vec<u8> {
    [atom(b"ftyp", brand), atom(b"mdat", DATA), atom(b"moov", &moov.concat())].concat()
}

pub(crate) fn mp4(millis: u32) -> Vec<u8> {
    mp4_of(b"isom", &[times(b"mvhd", millis), track(b"vide", tkhd(1, 1280, 720, false), millis, &[])])
}

fn element(id: u32, body: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = id.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    bytes.extend((0x1000_0000 | u32::try_from(body.len()).unwrap()).to_be_bytes());
    bytes.extend(body);
    bytes
}

fn open(id: u32, body: &[u8]) -> Vec<u8> {
    [&id.to_be_bytes(), [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF].as_slice(), body].concat()
}

fn webm_track() -> Vec<u8> {
    let size = element(0xE0, &[element(0xB0, &[0x02, 0x80]), element(0xBA, &[0x01, 0xE0])].concat());
    element(0x1654_AE6B, &element(0xAE, &[element(0x83, &[1]), size].concat()))
}

fn webm(seconds: f64, more: &[u8]) -> Vec<u8> {
    let info = element(0x1549_A966, &element(0x4489, &(seconds * 1000.0).to_be_bytes()));
    let cluster = element(0x1F43_B675, &[element(0xE7, &[0]), element(0xA3, b"\x81\0\0\0picture")].concat());
    let header = element(0x1A45_DFA3, &element(0x4282, b"webm"));
    [header, element(0x1853_8067, &[&info, &webm_track(), more, &cluster].concat())].concat()
}

fn judged(bytes: &[u8]) -> Result<Accepted, Refusal> {
    cleaned(bytes).map(|(accepted, _)| accepted)
}

fn cleaned(bytes: &[u8]) -> Result<(Accepted, Vec<u8>), Refusal> {
    let mut file = Cursor::new(bytes.to_vec());
    match accept(&mut file) {
        Ok(accepted) => Ok((accepted, file.into_inner())),
        Err(VideoError::Refusal(refusal)) => Err(refusal),
        Err(VideoError::Folder(error)) => panic!("{error}"),
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

// --- what is taken ---

#[test]
fn a_film_from_a_phone_is_taken_with_its_length_and_size() {
    let (accepted, kept) = cleaned(&mp4(12_345)).unwrap();
    assert_eq!(accepted, Accepted { part: Part::Mp4, millis: 12_345, width: 1280, height: 720 });
    assert_eq!(kept, mp4(12_345), "nothing was there to take out");
}

#[test]
fn a_film_taken_upright_is_higher_than_wide() {
    let film = mp4_of(b"qt  ", &[times(b"mvhd", 1000), track(b"vide", tkhd(1, 1920, 1080, true), 1000, &[])]);
    assert_eq!(judged(&film).unwrap(), Accepted { part: Part::Mov, millis: 1000, width: 1080, height: 1920 });
}

#[test]
fn a_recording_in_fragments_is_as_long_as_its_last_fragment_says() {
    let head = mp4_of(b"iso5", &[times(b"mvhd", 0), track(b"vide", tkhd(7, 640, 480, false), 0, &[])]);
    let fragment = |at: u32| {
        let parts = [atom(b"tfhd", &numbers(&[0, 7])), atom(b"tfdt", &numbers(&[0, at]))].concat();
        [atom(b"moof", &atom(b"traf", &parts)), atom(b"mdat", DATA)].concat()
    };
    let film = |last| [head.clone(), fragment(0), fragment(last)].concat();
    assert_eq!(judged(&film(42_000)).unwrap().millis, 42_000);
    assert_eq!(judged(&film(300_001)), Err(too_long(5)));
}

#[test]
fn a_webm_is_taken_with_its_length_and_size() {
    let accepted = judged(&webm(61.5, &[])).unwrap();
    assert_eq!(accepted, Accepted { part: Part::WebM, millis: 61_500, width: 640, height: 480 });
}

#[test]
fn a_browsers_recording_without_length_or_sizes_is_measured_by_its_clusters() {
    let cluster = |at: [u8; 3]| open(0x1F43_B675, &[element(0xE7, &at), element(0xA3, b"\x81\0\0\0x")].concat());
    let header = element(0x1A45_DFA3, &element(0x4282, b"webm"));
    let film = |last| {
        let inside = [webm_track(), cluster([0, 0, 0]), cluster(last)].concat();
        [header.clone(), open(0x1853_8067, &inside)].concat()
    };
    assert_eq!(judged(&film([0, 0x75, 0x30])).unwrap().millis, 30_000);
    assert_eq!(judged(&film([0x04, 0x93, 0xE1])), Err(too_long(5)));
}

#[test]
fn a_short_recording_of_a_single_cluster_is_as_long_as_its_last_picture_says() {
    let blocks = [
        element(0xA3, b"\x81\0\0\0picture"),
        element(0xA0, &element(0xA1, b"\x81\x0C\x80\0picture")),
        element(0xA3, b"\x82\xFF\xFF\0sound from before the cluster"),
    ];
    let cluster = open(0x1F43_B675, &[element(0xE7, &[0x01, 0xF4]), blocks.concat()].concat());
    let header = element(0x1A45_DFA3, &element(0x4282, b"webm"));
    let film = [header, open(0x1853_8067, &[webm_track(), cluster].concat())].concat();
    assert_eq!(judged(&film).unwrap().millis, 500 + 3200);
}

// --- what is refused ---

#[test]
fn a_film_of_five_minutes_is_taken_and_a_longer_one_is_not() {
    assert!(judged(&mp4(300_000)).is_ok());
    assert_eq!(judged(&mp4(300_001)), Err(too_long(5)));
    assert!(judged(&webm(300.0, &[])).is_ok());
    assert_eq!(judged(&webm(301.0, &[])), Err(too_long(5)));
}

#[test]
fn what_is_no_film_is_refused_whatever_it_pretends() {
    let header = element(0x1A45_DFA3, &element(0x4282, b"matroska"));
    let sound = mp4_of(b"isom", &[times(b"mvhd", 9), track(b"soun", tkhd(1, 0, 0, false), 9, &[])]);
    let heic = [atom(b"ftyp", b"heic"), atom(b"mdat", DATA)].concat();
    for sent in [b"<script>alert(1)</script>".to_vec(), b"hello".to_vec(), vec![0; 100], header, sound, heic] {
        assert_eq!(judged(&sent), Err(not_a_video()), "{}", String::from_utf8_lossy(&sent));
    }
    assert_eq!(judged(b""), Err(damaged()));
}

#[test]
fn a_film_broken_off_anywhere_in_the_upload_is_refused() {
    for film in [mp4(5000), webm(5.0, &[])] {
        for part in 12..film.len() {
            assert!(judged(&film[..part]).is_err(), "{part} of {}", film.len());
        }
    }
}

#[test]
fn a_film_over_a_hundred_megabytes_is_refused_before_it_is_read() {
    let file = tempfile::tempfile().unwrap();
    file.set_len(MAX_BYTES + 1).unwrap();
    let refusal = accept(&mut &file).unwrap_err();
    assert!(matches!(refusal, VideoError::Refusal(refusal) if refusal == too_large(MAX_BYTES)));
}

// --- what is taken out ---

const PLACE: &[u8] = b"+55.7558+037.6173/";

/// A film with something in its table of contents, and a maker's name that may stay.
fn film_with(more: Vec<u8>) -> Vec<u8> {
    let maker = atom(b"udta", &atom(b"\xA9mak", b"Camera"));
    mp4_of(b"qt  ", &[times(b"mvhd", 9000), track(b"vide", tkhd(1, 640, 480, false), 9000, &[]), maker, more])
}

fn apple_meta() -> Vec<u8> {
    let key = |name: &[u8]| atom(b"mdta", name);
    let keys = [key(b"com.apple.quicktime.make"), key(b"com.apple.quicktime.location.ISO6709")].concat();
    let value =
        |n: u32, text: &[u8]| atom(&n.to_be_bytes(), &atom(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0], text].concat()));
    let list = [value(1, b"Apple"), value(2, PLACE)].concat();
    [handler(b"mdta"), atom(b"keys", &[numbers(&[0, 2]), keys].concat()), atom(b"ilst", &list)].concat()
}

#[test]
fn the_place_where_a_film_was_taken_does_not_reach_anybody() {
    let xmp = [b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC".as_slice(), PLACE].concat();
    let ways = [
        ("android", atom(b"udta", &atom(b"\xA9xyz", &[b"\0\x12\x15\xC7", PLACE].concat()))),
        ("3gpp", atom(b"udta", &[atom(b"loci", PLACE), vec![0; 4]].concat())),
        ("apple", atom(b"meta", &apple_meta())),
        ("apple in udta", atom(b"udta", &atom(b"meta", &[vec![0; 4], apple_meta()].concat()))),
        ("xmp", atom(b"uuid", &xmp)),
        ("no boxes", atom(b"udta", &[b"\xFF\xFF\xFF\xFFjunk".as_slice(), PLACE].concat())),
    ];
    for (name, way) in ways {
        let film = film_with(way);
        assert!(has(&film, PLACE));
        let (accepted, kept) = cleaned(&film).unwrap();
        assert!(!has(&kept, PLACE), "{name}");
        assert!(has(&kept, b"Camera") && has(&kept, DATA), "{name}: only the place goes");
        assert_eq!(kept.len(), film.len(), "{name}: nothing moves");
        assert_eq!(judged(&kept).unwrap(), accepted, "{name}: it is still the same film");
    }
}

#[test]
fn xmp_beside_the_table_of_contents_goes_too() {
    let xmp = [b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC".as_slice(), PLACE].concat();
    let film = [mp4(1000), atom(b"uuid", &xmp), atom(b"free", b"keep")].concat();
    let (_, kept) = cleaned(&film).unwrap();
    assert!(!has(&kept, PLACE) && has(&kept, b"keep") && kept.len() == film.len());
    assert!(judged(&kept).is_ok());
}

#[test]
fn the_way_that_a_drone_flew_is_overwritten_sample_by_sample() {
    let data = [DATA, PLACE, DATA, PLACE].concat();
    let begin = u32::try_from(atom(b"ftyp", b"isom").len() + 8 + DATA.len()).unwrap();
    let len = u32::try_from(PLACE.len()).unwrap();
    for uniform in [true, false] {
        let sizes = if uniform { numbers(&[0, 9, 4]) } else { numbers(&[0, 0, 4, 10, len - 10, 10, len - 10]) };
        let tables = [
            atom(b"stsz", &sizes),
            atom(b"stsc", &numbers(&[0, 1, 1, 2, 1])),
            atom(b"stco", &numbers(&[0, 2, begin, begin + len + u32::try_from(DATA.len()).unwrap()])),
        ];
        let tables = atom(b"minf", &atom(b"stbl", &tables.concat()));
        let moov = [
            times(b"mvhd", 1000),
            track(b"vide", tkhd(1, 640, 480, false), 1000, &[]),
            track(b"meta", tkhd(2, 0, 0, false), 1000, &tables),
        ];
        let film = [atom(b"ftyp", b"isom"), atom(b"mdat", &data), atom(b"moov", &moov.concat())].concat();
        let (_, kept) = cleaned(&film).unwrap();
        let zeros = vec![0; PLACE.len()];
        let wanted = [DATA, &zeros, DATA, &zeros].concat();
        assert!(has(&kept, &wanted), "uniform: {uniform}");
    }
}

#[test]
fn the_tags_and_attachments_of_a_webm_go() {
    let tags = [element(0x1254_C367, PLACE), element(0x1941_A469, PLACE), element(0x1254_C367, b"")].concat();
    let film = webm(5.0, &tags);
    let (accepted, kept) = cleaned(&film).unwrap();
    assert!(!has(&kept, PLACE) && kept.len() == film.len());
    assert_eq!(judged(&kept).unwrap(), accepted);
}

#[test]
fn a_disk_that_breaks_is_not_the_films_fault() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    impl Seek for Broken {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Ok(100)
        }
    }
    assert!(matches!(accept(&mut Broken), Err(VideoError::Folder(FolderError::Other(_)))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is changed in a film on its way, it is taken or refused, in bounded time, and never grows.
    #[test]
    fn a_film_with_bytes_changed_on_the_way_is_taken_or_refused(
        kind in 0..3_u8, hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
    ) {
        let mut film = match kind {
            0 => film_with([atom(b"meta", &apple_meta()), atom(b"udta", &atom(b"\xA9xyz", PLACE))].concat()),
            1 => webm(5.0, &element(0x1254_C367, PLACE)),
            _ => [mp4(5), atom(b"moof", &atom(b"traf", &atom(b"tfhd", &numbers(&[0, 1]))))].concat(),
        };
        for (place, byte) in hits {
            let place = place.index(film.len());
            film[place] = byte;
        }
        if let Ok((_, kept)) = cleaned(&film) {
            prop_assert_eq!(kept.len(), film.len());
        }
    }
}
