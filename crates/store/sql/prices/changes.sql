select count(*) from price_history where seller_id = $1 and sku = $2 and at >= $3 and promotion_id is null
