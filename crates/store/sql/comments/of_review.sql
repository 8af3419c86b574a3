where seller_id = $1 and place = $2 and state <> 'deleted' order by comment_id limit 500
