select cast(1 as bigint) from order_items where buyer_id = $1 and seller_id = $2 and sku = $3 and status = 'delivered' limit 1
