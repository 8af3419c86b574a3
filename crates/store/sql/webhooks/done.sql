update calls set state = $4, done_at = $5 where seller_id = $1 and webhook_id = $2 and seq = $3
