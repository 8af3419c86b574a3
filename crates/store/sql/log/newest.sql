select batch, seq from events where seller_id = $1 order by batch desc, seq desc limit 1
