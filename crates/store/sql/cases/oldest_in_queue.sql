select opened_at from cases where state = 'waiting' and queue = $1 order by due_at, case_id limit 1
