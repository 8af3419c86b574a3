use std::io::Cursor;

use tokio::net::{TcpListener, UnixListener};
use tokio::task::JoinHandle;

use super::*;

/// A harmless text that every scanner calls a threat, in two pieces so that no scanner does so with this file.
const EICAR: [&str; 2] = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// What a daemon does once it is asked.
#[derive(Clone, Copy)]
enum Temper {
    /// Reads to the end and judges.
    Honest,
    /// Takes so many bytes, then says that it is too much and hangs up.
    Narrow(usize),
    /// Reads to the end and says this.
    Says(&'static [u8]),
    /// Hangs up before it has read anything.
    Gone,
    /// Reads and never says a word.
    Silent,
}

async fn serve(mut asked: impl AsyncRead + AsyncWrite + Unpin, temper: Temper) -> Vec<u8> {
    if matches!(temper, Temper::Gone) {
        return Vec::new();
    }
    let mut command = [0; 10];
    asked.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut got = Vec::new();
    loop {
        let len = asked.read_u32().await.unwrap() as usize;
        assert!(len <= PIECE, "a piece is bounded");
        if len == 0 {
            break;
        }
        let at = got.len();
        got.resize(at + len, 0);
        asked.read_exact(&mut got[at..]).await.unwrap();
        if matches!(temper, Temper::Narrow(most) if got.len() > most) {
            asked.write_all(b"INSTREAM size limit exceeded. ERROR\0").await.unwrap();
            return got;
        }
    }
    let threat = EICAR.concat();
    let answer: &[u8] = match temper {
        Temper::Says(words) => words,
        Temper::Silent => std::future::pending().await,
        _ if got.windows(threat.len()).any(|window| window == threat.as_bytes()) => b"stream: Eicar-Signature FOUND\0",
        _ => b"stream: OK\0",
    };
    asked.write_all(answer).await.unwrap();
    got
}

/// A daemon on loopback that serves one file, and what it got.
async fn daemon(temper: Temper) -> (Scanner, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let scanner = Scanner::Tcp(listener.local_addr().unwrap());
    (scanner, tokio::spawn(async move { serve(listener.accept().await.unwrap().0, temper).await }))
}

async fn judged(temper: Temper, file: &[u8]) -> Result<ScanState, ScanError> {
    let (scanner, _daemon) = daemon(temper).await;
    scanner.scan(Cursor::new(file.to_vec())).await
}

#[tokio::test]
async fn a_clean_file_reaches_the_scanner_whole_and_is_called_clean() {
    let (scanner, daemon) = daemon(Temper::Honest).await;
    let file: Vec<u8> = (0..3 * PIECE + 7).map(|at| u8::try_from(at % 251).unwrap()).collect();
    assert_eq!(scanner.scan(Cursor::new(file.clone())).await.unwrap(), ScanState::Clean);
    assert_eq!(daemon.await.unwrap(), file);
}

#[tokio::test]
async fn a_file_with_a_threat_is_called_by_the_name_of_the_threat() {
    let file = [vec![b' '; PIECE - 5], EICAR.concat().into_bytes()].concat();
    assert_eq!(judged(Temper::Honest, &file).await.unwrap(), ScanState::Infected("Eicar-Signature".into()));
}

#[tokio::test]
async fn a_scanner_at_a_socket_of_the_machine_is_asked_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    let daemon = tokio::spawn(async move { serve(listener.accept().await.unwrap().0, Temper::Honest).await });
    let scanner: Scanner = path.to_str().unwrap().parse().unwrap();
    assert_eq!(scanner.scan(Cursor::new(b"note".to_vec())).await.unwrap(), ScanState::Clean);
    assert_eq!(daemon.await.unwrap(), b"note");
}

#[tokio::test]
async fn a_file_is_never_called_clean_when_the_scanner_has_not_said_so() {
    for words in [
        b"".as_slice(),
        b"stream: OK",
        b"stream: \0",
        b"stream:  FOUND\0",
        b"OK\0",
        b"stream: OK\0stream: Worm FOUND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\xFF\xFF\xFF",
    ] {
        let judged = judged(Temper::Says(words), b"note").await;
        assert!(matches!(judged, Err(ScanError::Odd(_))), "{judged:?}");
    }
    assert!(judged(Temper::Gone, b"note").await.is_err());
}

#[tokio::test]
async fn a_file_larger_than_the_scanner_takes_is_not_called_clean_and_the_reason_is_told() {
    let error = judged(Temper::Narrow(100), &[b'x'; 200]).await.unwrap_err();
    assert_eq!(error.to_string(), "the scanner answers \"INSTREAM size limit exceeded. ERROR\"");
}

#[tokio::test]
async fn a_scanner_that_is_not_there_is_an_error_and_no_verdict() {
    let dir = tempfile::tempdir().unwrap();
    let scanner = Scanner::Unix(dir.path().join("nobody.ctl"));
    assert!(matches!(scanner.scan(Cursor::new(b"note".to_vec())).await, Err(ScanError::Unreachable(_))));
}

#[tokio::test]
async fn nobody_waits_for_ever_for_a_scanner_that_says_nothing() {
    let (scanner, _daemon) = daemon(Temper::Silent).await;
    let judged = scanner.scan_within(Duration::ZERO, Cursor::new(b"note".to_vec())).await;
    assert!(matches!(judged, Err(ScanError::Silent)), "{judged:?}");
}

#[tokio::test]
async fn what_a_threat_is_called_cannot_break_the_page_or_the_log() {
    let named = judged(Temper::Says(b"stream: Worm\n\x1b[31m FOUND\0"), b"note").await.unwrap();
    assert_eq!(named, ScanState::Infected("Worm[31m".into()));
}

#[test]
fn an_operator_who_mistypes_where_the_scanner_is_is_told() {
    assert_eq!("tcp://127.0.0.1:3310".parse(), Ok(Scanner::Tcp(([127, 0, 0, 1], 3310).into())));
    assert_eq!("/run/clamav/clamd.ctl".parse(), Ok(Scanner::Unix("/run/clamav/clamd.ctl".into())));
    assert!("clamd".parse::<Scanner>().unwrap_err().contains("tcp://127.0.0.1:3310"));
    assert!("tcp://nowhere".parse::<Scanner>().is_err());
}
