where seller_id = $1 and (ends_at, promotion_id) < ($2, $3)
order by ends_at desc, promotion_id desc limit $4
