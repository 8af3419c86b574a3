where seller_id = $1 and sku = $2
