select count(*), cast(coalesce(sum(used), 0) as bigint) from coupons where seller_id = $1 and promotion_id = $2
