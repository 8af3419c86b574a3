update participations set state = $4, reason = $5, version = version + 1, updated_at = $6
where seller_id = $1 and promotion_id = $2 and sku = $3
