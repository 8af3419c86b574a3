  and (c.state = 'published' or (c.author = 'seller' and c.state in ('waiting', 'refused')))
  and c.public_at >= $3 and c.public_at < $4
order by c.public_at, c.comment_id limit $5 offset $6
