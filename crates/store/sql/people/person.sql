select name from persons where person_id = $1
