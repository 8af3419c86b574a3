insert into call_attempts (seller_id, webhook_id, seq, attempt, at, took, status, error, answer)
select $1, $2, $3, coalesce(max(attempt), 0) + 1, $4, $5, $6, $7, $8 from call_attempts
where seller_id = $1 and webhook_id = $2 and seq = $3
