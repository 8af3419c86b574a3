update calls set due_at = $4, attempts = attempts - 1 where seller_id = $1 and webhook_id = $2 and seq = $3 and state = 'waiting'
