update participations set reserved = reserved - $4 where seller_id = $1 and promotion_id = $2 and sku = $3
