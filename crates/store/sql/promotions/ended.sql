where seller_id = $1 and (ends_at <= $2 or state in ('stopped', 'archived'))
  and (ends_at, promotion_id) < ($3, $4)
order by ends_at desc, promotion_id desc limit $5
