select text from answers where seller_id = $1 and author = 'seller' and state <> 'deleted' and text <> ''
order by sent_at desc limit $2
