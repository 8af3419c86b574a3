select seller_id, status from order_items where buyer_id = $1 and order_id = $2 and sku = $3
