insert into promises (buyer_id, until, coupon, priced, made_at) values ($1, $2, $3, $4, $5)
on conflict (buyer_id) do update set until = excluded.until, coupon = excluded.coupon, priced = excluded.priced,
  made_at = excluded.made_at
