update idempotency_keys set answer = $3 where scope = $1 and key = $2
