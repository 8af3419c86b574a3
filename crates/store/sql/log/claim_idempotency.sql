insert into idempotency_keys (scope, key, fingerprint, answer, created_at) values ($1, $2, $3, '', $4)
on conflict (scope, key) do nothing
