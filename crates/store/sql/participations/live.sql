-- SQLite's planner takes the primary key without a word, and walks all that a shop has in promotions.
-- PostgreSQL's planner expects ten thousand rows of two functions, and reads the whole table; of a limit that it cannot know, a tenth.
select a.seller_id, a.promotion_id, a.sku, a.price, a.quantity, a.sold, a.reserved
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named cross */
  /*pg (select cast(shop.key as bigint), cast(sku.value as bigint)
    from jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as sku (value)
    limit (select 1000000)) as named (seller_id, sku) */
join participations a /*sqlite indexed by participations_of_product */ on
  /*sqlite a.seller_id = cast(shop.key as bigint) and a.sku = named.value */
  /*pg a.seller_id = named.seller_id and a.sku = named.sku */
  and a.state = 'in'
