insert into sign_in_links (token_hash, person_id, expires_at) values ($1, $2, $3)
on conflict (token_hash) do update set expires_at = excluded.expires_at
