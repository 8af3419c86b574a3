select seller_id, webhook_id, format, url, types, secret, old_secret, old_secret_until, off, off_at, failing_since, answered_in, version,
  created_at, updated_at
from webhooks
