where seller_id = $1 and ends_at > $2 and state in ('published', 'paused')
order by ends_at, promotion_id limit $3
