select until, coupon, priced, made_at from promises where buyer_id = $1
