where c.seller_id = $1 and c.order_id = $2 limit 20
