where c.state = 'waiting' and c.leased_until <= $1 and (c.not_by is null or c.not_by <> $2) and c.queue = $3
order by c.order_at, c.case_id limit 1
