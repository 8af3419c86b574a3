select promotion_id, seller_id, buyer_id, uses, used from coupons where code = $1
