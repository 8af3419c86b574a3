insert into push_subscriptions (person_id, endpoint_hash, endpoint, p256dh, auth, side, language, device, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (person_id, endpoint_hash) do update set p256dh = excluded.p256dh, auth = excluded.auth, side = excluded.side,
  language = excluded.language, device = excluded.device
