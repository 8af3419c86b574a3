update sendings set state = 'waiting', due_at = $4, next_at = $4, attempts = 0, error = '', done_at = null
where person_id = $1 and seq = $2 and channel = $3 and state = 'failed'
