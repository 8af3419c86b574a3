  and c.state = 'published' and c.public_at >= $3 and c.public_at < $4
order by c.public_at, c.comment_id limit $5 offset $6
