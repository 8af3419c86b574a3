  and c.seller_unread > 0
