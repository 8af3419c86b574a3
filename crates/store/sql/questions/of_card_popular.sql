where q.seller_id = $1 and q.sku = $2 and q.state = 'published' and (q.same, q.place) < ($5, $3)
order by q.same desc, q.place desc limit $4
