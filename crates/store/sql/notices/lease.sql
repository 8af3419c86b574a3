update sendings set leased_until = $3, attempts = attempts + 1
where state = 'waiting' and channel = $1 and due_at <= $2 and leased_until <= $2 and person_id in (
  select due.person_id from sendings due
  where due.channel = $1 and due.state = 'waiting' and due.due_at <= $2 and due.leased_until <= $2
  order by due.due_at limit $4
  /*pg for update skip locked*/
)
returning person_id, seq, channel, side, seller_id, topic, kind, subject, if_waiting, at, due_at, attempts
