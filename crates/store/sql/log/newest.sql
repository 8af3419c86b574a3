select seq from events where seller_id = $1 order by seq desc limit 1
