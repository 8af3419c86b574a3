update questions set text = '', buyer_name = '' where seller_id = $1 and place = $2
