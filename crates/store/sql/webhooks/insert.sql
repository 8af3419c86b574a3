insert into webhooks (seller_id, webhook_id, format, url, types, secret, old_secret, old_secret_until, off, off_at, failing_since,
  answered_in, version, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, '', 0, '', null, null, null, 1, $7, $7)
