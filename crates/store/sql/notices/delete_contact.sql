delete from contacts where person_id = $1
