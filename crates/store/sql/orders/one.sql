select status, buyer_id from order_items where seller_id = $1 and order_id = $2 and sku = $3
