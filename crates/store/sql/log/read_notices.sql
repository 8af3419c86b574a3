update notices set read_at = $2 where person_id = $1 and read_at is null
