update sendings set state = $4, error = $5, done_at = $6 where person_id = $1 and seq = $2 and channel = $3 and state = 'waiting'
