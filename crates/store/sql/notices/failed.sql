select person_id, seq, channel, side, seller_id, topic, kind, subject, if_waiting, at, due_at, attempts, error, done_at from sendings
where state = 'failed'
order by done_at desc limit $1
