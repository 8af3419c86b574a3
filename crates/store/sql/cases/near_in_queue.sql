select count(*), min(due_at) from (
  select due_at from cases where state = 'waiting' and queue = $1 and due_at > $2 and due_at <= $3 order by due_at, case_id limit $4
) near
