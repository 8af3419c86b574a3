select role from desk_staff where person_id = $1
