from reviews r join comments c on c.seller_id = r.seller_id and c.place = r.place
where r.seller_id = $1 and r.sku = $2 and r.deleted = false
