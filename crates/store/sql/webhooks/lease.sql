update calls set leased_until = $2, attempts = attempts + 1
where (seller_id, webhook_id, seq) in (
  select due.seller_id, due.webhook_id, due.seq from calls due
  where due.state = 'waiting' and due.due_at <= $1 and due.leased_until <= $1
    and not exists (select 1 from calls earlier
      where earlier.seller_id = due.seller_id and earlier.webhook_id = due.webhook_id and earlier.subject = due.subject
        and earlier.state = 'waiting' and earlier.seq < due.seq)
  order by due.due_at limit $3
  /*pg for update skip locked*/
)
returning seller_id, webhook_id, seq, kind, subject, at, due_at, attempts, state, done_at
