where seller_id = $1 and product_id > $4
