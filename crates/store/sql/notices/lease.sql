with due as materialized (
  select person_id from sendings
  where channel = $1 and bulk = $5 and state = 'waiting' and next_at <= $2
  order by next_at limit $4
  /*pg for update skip locked*/
)
update sendings set next_at = $3, attempts = attempts + 1
where state = 'waiting' and channel = $1 and next_at <= $2 and person_id in (select person_id from due)
returning person_id, seq, channel, side, seller_id, topic, kind, subject, if_waiting, at, due_at, attempts
