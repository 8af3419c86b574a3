select seq, at, seller_id, by_whom, payload from events where seq = $1
