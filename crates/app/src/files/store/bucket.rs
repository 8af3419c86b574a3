//! Files of chats in a bucket of a service that speaks S3: for sites of several machines.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use domain::{FileId, Timestamp};
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ClientOptions, Error, ObjectStore as _, ObjectStoreExt as _, RetryConfig};
use serde::Deserialize;
use tokio_util::io::StreamReader;

use super::{Bytes, Form};
use crate::media::folder::made_at;

/// How long one request may take, a film of the largest kind on its way.
const REQUEST: Duration = Duration::from_secs(120);
/// How long a person waits for a service that fails and is asked again.
const RETRY: Duration = Duration::from_secs(10);

/// Where the bucket is and how it lets us in.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Its name.
    pub bucket: String,
    /// The service: `https://storage.example`. Buckets are named in the path.
    pub endpoint: String,
    /// The region that requests are signed for.
    #[serde(default = "region")]
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The key itself.
    pub secret_key: String,
    /// What stands before each name, where the bucket is shared: `otklik/files`.
    #[serde(default)]
    pub prefix: String,
}

fn region() -> String {
    "us-east-1".into()
}

impl fmt::Debug for Bucket {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.endpoint, self.bucket)
    }
}

/// The bucket.
#[derive(Debug, Clone)]
pub struct BucketFiles {
    service: Arc<AmazonS3>,
    prefix: Path,
}

impl BucketFiles {
    /// Nothing is asked of the service yet.
    pub fn new(bucket: &Bucket) -> Result<Self, Error> {
        crate::tls::choose();
        let retry = RetryConfig { max_retries: 3, retry_timeout: RETRY, ..RetryConfig::default() };
        let service = AmazonS3Builder::new()
            .with_bucket_name(&bucket.bucket)
            .with_endpoint(&bucket.endpoint)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(&bucket.secret_key)
            .with_virtual_hosted_style_request(false)
            .with_client_options(ClientOptions::new().with_timeout(REQUEST))
            .with_allow_http(bucket.endpoint.starts_with("http://"))
            // Services that are like S3 do not all have it.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .build()?;
        Ok(Self { service: Arc::new(service), prefix: Path::parse(&bucket.prefix)? })
    }

    fn path(&self, id: FileId, form: Form) -> Path {
        form.path(id).split('/').fold(self.prefix.clone(), Path::join)
    }

    pub(super) async fn keep(&self, id: FileId, form: Form, bytes: Vec<u8>) -> Result<(), Error> {
        self.service.put(&self.path(id, form), bytes.into()).await?;
        Ok(())
    }

    pub(super) async fn len(&self, id: FileId, form: Form) -> Result<Option<u64>, Error> {
        Ok(known(self.service.head(&self.path(id, form)).await)?.map(|about| about.size))
    }

    pub(super) async fn read(&self, id: FileId, form: Form, range: Range<u64>) -> Result<Option<Bytes>, Error> {
        let options = object_store::GetOptions::default().with_range(Some(range));
        let Some(found) = known(self.service.get_opts(&self.path(id, form), options).await)? else { return Ok(None) };
        Ok(Some(Box::pin(StreamReader::new(found.into_stream().map_err(io::Error::other)))))
    }

    pub(super) async fn delete(&self, id: FileId) -> Result<(), Error> {
        for form in Form::ALL {
            known(self.service.delete(&self.path(id, form)).await)?;
        }
        Ok(())
    }

    /// The files whose ids end in two digits that were made before a time. What is not ours is passed over.
    pub(super) async fn older(&self, upper: u8, before: Timestamp) -> Result<HashSet<FileId>, Error> {
        let folder = self.prefix.clone().join(format!("{upper:02x}"));
        let ids = self.service.list(Some(&folder)).map_ok(|about| {
            let name = about.location.filename()?.to_owned();
            FileId::parse(name.strip_suffix(".thumb").unwrap_or(&name)).filter(|id| made_at(id.0) < before)
        });
        ids.filter_map(async |id| id.transpose()).try_collect().await
    }
}

/// What is not there is no error.
fn known<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Err(Error::NotFound { .. }) => Ok(None),
        found => found.map(Some),
    }
}

#[cfg(test)]
#[path = "bucket_tests.rs"]
mod tests;
