where q.seller_id = $1 and q.place = $2
