insert into coupons (code, seller_id, promotion_id, buyer_id, uses, used) values ($1, $2, $3, $4, $5, 0)
on conflict (code) do nothing
