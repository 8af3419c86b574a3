select h.seller_id, h.sku, h.at, h.price, h.list_price, h.promotion_id
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named */
  /*pg jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as named (value) */
/*sqlite cross */ join price_history h on h.seller_id = cast(shop.key as bigint)
  and h.sku = cast(named.value as bigint)
where h.at = (select max(n.at) from price_history n where n.seller_id = h.seller_id and n.sku = h.sku)
