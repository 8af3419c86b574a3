update comments set text = $3, edited_at = $4, version = version + 1
where seller_id = $1 and comment_id = $2 and version = $5 and state <> 'deleted'
