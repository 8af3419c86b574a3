  and c.order_id = cast($8 as text)
