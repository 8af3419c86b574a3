where a.seller_id = $1 and a.promotion_id = $2 and a.sku = $3
