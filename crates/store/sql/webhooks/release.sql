update calls set due_at = $4
where seller_id = $1 and webhook_id = $2 and state = 'waiting' and due_at > $4 and seq = (
  select min(seq) from calls where seller_id = $1 and webhook_id = $2 and subject = $3 and state = 'waiting'
)
