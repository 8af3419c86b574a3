where c.state = 'waiting' and c.leased_until <= $1 and (c.not_by is null or c.not_by <> $2) and c.queue = $3 and c.due_at <= $1
order by c.due_at, c.case_id limit 1
