select count(*) from basket_items where buyer_id = $1
