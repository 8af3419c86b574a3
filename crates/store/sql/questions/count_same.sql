update questions set same = same + $3 where seller_id = $1 and place = $2
