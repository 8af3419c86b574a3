update sendings set due_at = $4, leased_until = 0, error = $5 where person_id = $1 and seq = $2 and channel = $3 and state = 'waiting'
