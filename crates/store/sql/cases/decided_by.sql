where c.decided_by = $1 and c.state = 'deciding' order by c.decided_at desc limit $2
