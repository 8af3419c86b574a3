select code, buyer_id, uses, used from coupons
where seller_id = $1 and promotion_id = $2 and code > $3
order by code limit $4
