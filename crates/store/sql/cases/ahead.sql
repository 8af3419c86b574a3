select count(*) from (
  select 1 from cases where state = 'waiting' and queue = $1 and (order_at, case_id) < ($2, $3) order by order_at, case_id limit $4
) a
