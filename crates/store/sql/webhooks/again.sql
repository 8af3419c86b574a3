update calls set state = 'waiting', due_at = $4, attempts = 0, done_at = null
where seller_id = $1 and webhook_id = $2 and seq = $3 and state <> 'waiting'
