select seller_id, webhook_id, seq, kind, subject, at, due_at, attempts, state, done_at from calls
where seller_id = $1 and webhook_id = $2 and seq < $3
order by seq desc limit $4
