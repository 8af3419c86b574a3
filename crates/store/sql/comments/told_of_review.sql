from comments c
where c.seller_id = $1 and c.place = $2
