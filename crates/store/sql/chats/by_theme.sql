where c.seller_id = $1 and c.theme = $2
