select min(next_at) from (
  select min(next_at) as next_at from sendings where channel = $1 and bulk = false and state = 'waiting'
  union all
  select min(next_at) from sendings where channel = $1 and bulk = true and state = 'waiting'
) soonest
