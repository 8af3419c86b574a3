delete from sessions where person_id = $1
