select comment_id, author_name, text from comments
where seller_id = $1 and place = $2 and author = 'seller' and state <> 'deleted'
order by comment_id desc limit 1
