update api_keys set revoked_at = $3 where seller_id = $1 and key_id = $2 and revoked_at is null
