//! Pictures are rewritten a few at a time: what a decoder takes in memory is bounded for the whole process.

use std::sync::Arc;

use domain::Refusal;
use tokio::sync::Semaphore;

use super::{picture, refusals};

const MIB: u64 = 1024 * 1024;
/// Pixels that may be in memory at once, in MiB. One picture of the largest allowed kind fits.
const ROOM: u32 = 384;

/// A queue before [`picture::accept`]. Clones share it.
#[derive(Debug, Clone)]
pub struct Workshop {
    room: Arc<Semaphore>,
}

impl Default for Workshop {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(ROOM as usize)) }
    }
}

impl Workshop {
    /// Judges and rewrites a picture off the async threads, after waiting until there is memory for it.
    pub async fn picture(&self, bytes: Vec<u8>) -> Result<picture::Accepted, Refusal> {
        self.work(picture::cost(&bytes)?, move || picture::accept(&bytes)).await
    }

    /// The same for any work that takes `memory` bytes at its height.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        memory: u64,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let needed = u32::try_from(memory.div_ceil(MIB)).unwrap_or(ROOM).min(ROOM);
        let place = Arc::clone(&self.room).acquire_many_owned(needed).await;
        let work = move || {
            let _place = place; // given back when the pixels are gone, also when the caller went away
            work()
        };
        // A panic in a decoder is a file that it could not read.
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(refusals::damaged()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn ten_people_who_send_photos_at_once_all_get_them_back() {
        let workshop = Workshop::default();
        let photo = picture::tests_support::photo(900, 600);
        let works: Vec<_> = (0..10)
            .map(|_| {
                let (workshop, photo) = (workshop.clone(), photo.clone());
                tokio::spawn(async move { workshop.picture(photo).await })
            })
            .collect();
        for work in works {
            let accepted = work.await.unwrap().unwrap();
            assert_eq!((accepted.width, accepted.height), (900, 600));
        }
        assert_eq!(workshop.room.available_permits(), ROOM as usize);
    }

    #[tokio::test]
    async fn a_text_is_refused_without_waiting_for_room() {
        let workshop = Workshop { room: Arc::new(Semaphore::new(0)) };
        assert_eq!(workshop.picture(b"hello".to_vec()).await, Err(refusals::not_a_picture()));
    }
}
