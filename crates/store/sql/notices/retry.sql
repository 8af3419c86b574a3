update sendings set next_at = $4, error = $5 where person_id = $1 and seq = $2 and channel = $3 and state = 'waiting'
