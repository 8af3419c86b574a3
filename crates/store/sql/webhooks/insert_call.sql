insert into calls (seller_id, webhook_id, seq, kind, subject, at, due_at, attempts, state)
select $1, $2, $3, $4, $5, $6, coalesce(max(due_at), $6), 0, 'waiting' from calls /*sqlite indexed by calls_of_subject*/
where seller_id = $1 and webhook_id = $2 and subject = $5 and state = 'waiting'
on conflict (seller_id, webhook_id, seq) do nothing
