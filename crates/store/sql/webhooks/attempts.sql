select attempt, at, took, status, error, answer from call_attempts
where seller_id = $1 and webhook_id = $2 and seq = $3
order by attempt
