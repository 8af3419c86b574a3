update coupons set used = used + 1 where code = $1 and (uses is null or used < uses)
