select count(*) from questions where buyer_id = $1 and place >= $2
