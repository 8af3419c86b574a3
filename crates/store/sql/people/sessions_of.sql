select token_hash from sessions where person_id = $1 limit 1000
