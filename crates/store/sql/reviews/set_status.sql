update reviews set status = $3, urgency = $4, waits = $5, version = version + 1 where seller_id = $1 and place = $2
