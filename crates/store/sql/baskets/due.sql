select buyer_id from promises where until <= $1 order by until limit $2
