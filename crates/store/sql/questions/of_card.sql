where q.seller_id = $1 and q.sku = $2 and q.state = 'published' and q.place < $3
order by q.place desc limit $4
