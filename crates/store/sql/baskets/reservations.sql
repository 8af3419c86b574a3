select seller_id, promotion_id, sku, pieces, until from reservations where buyer_id = $1
