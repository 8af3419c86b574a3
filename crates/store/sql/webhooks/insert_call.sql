insert into calls (seller_id, webhook_id, seq, kind, subject, at, due_at, leased_until, attempts, state)
values ($1, $2, $3, $4, $5, $6, $6, 0, 0, 'waiting')
on conflict (seller_id, webhook_id, seq) do nothing
