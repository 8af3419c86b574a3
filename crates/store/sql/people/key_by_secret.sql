select key_id, roles, created_at, expires_at, revoked_at, label, hint from api_keys
where seller_id = $1 and secret_hash = $2
