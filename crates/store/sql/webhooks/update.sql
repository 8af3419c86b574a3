update webhooks set url = $3, types = $4, secret = $5, old_secret = $6, old_secret_until = $7, off = $8, off_at = $9,
  failing_since = $10, version = version + 1, updated_at = $11
where seller_id = $1 and webhook_id = $2
