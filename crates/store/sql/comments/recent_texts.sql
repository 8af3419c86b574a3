select text from comments where seller_id = $1 and author = 'seller' and state <> 'deleted'
order by comment_id desc limit $2
