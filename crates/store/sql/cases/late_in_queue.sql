select count(*) from (
  select 1 from cases where state = 'waiting' and queue = $1 and due_at <= $2 order by due_at, case_id limit $3
) late
