select comment_id, text, public_at from comments
where seller_id = $1 and place = $2 and author = 'seller' and state = 'published'
order by comment_id desc limit 1
