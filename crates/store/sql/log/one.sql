select batch, seq, at, seller_id, by_whom, payload from events where batch = $1 and seq = $2
