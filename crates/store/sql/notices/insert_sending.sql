insert into sendings (person_id, seq, channel, side, seller_id, topic, kind, subject, if_waiting, bulk, at, due_at, next_at, attempts,
  state, error)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0, 'waiting', '')
on conflict (person_id, seq, channel) do nothing
