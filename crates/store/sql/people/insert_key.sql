insert into api_keys (seller_id, key_id, secret_hash, label, hint, roles, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
