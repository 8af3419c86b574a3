select count(distinct order_id) from order_items where buyer_id = $1 and seller_id = $2 and status <> 'cancelled'
