from chats c
left join products p on p.seller_id = c.seller_id and p.sku = c.sku
left join order_items o on o.seller_id = c.seller_id and o.order_id = c.order_id and o.sku = c.sku
left join sellers s on s.seller_id = c.seller_id
