from reviews r
where r.seller_id = $1 and r.place in (
  select of_products.place from reviews of_products
  where of_products.seller_id = $1 and of_products.deleted = false
    and of_products.place > $2 and of_products.place < $5
    and of_products.sku in (
      /*sqlite select value from json_each($4) */
      /*pg select cast(sku as bigint) from jsonb_array_elements_text(cast(cast($4 as text) as jsonb)) as named (sku) */
    )
    and (cast($6 as text) is null or cast($6 as text) like '%,' || of_products.status || ',%')
    and (cast($7 as text) is null or of_products.order_status = cast($7 as text))
  order by of_products.place limit $3
)
order by r.place
