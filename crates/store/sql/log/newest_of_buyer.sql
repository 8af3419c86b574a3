select seq from events where buyer_id = $1 order by seq desc limit 1
