select person_id, seq, channel, side, seller_id, topic, kind, subject, if_waiting, at, due_at, attempts, error, next_at from sendings
where channel = $1 and bulk = $2 and state = 'waiting' and next_at <= $3 and error <> ''
order by next_at limit $4
