select created_at from persons where person_id = $1
